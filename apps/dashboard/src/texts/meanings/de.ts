import type { Meanings } from './meanings.js';

/** German. */
export const de: Meanings = {
  'request.invalid':
    'Eine Angabe ist unvollständig oder hat die falsche Form. Ändern Sie die genannte Angabe und senden Sie noch einmal.',
  'request.media-type':
    'Der Inhalt hat eine Art, die hier nicht gelesen wird. Senden Sie ihn in der genannten Art, meist als JSON.',
  'request.too-large':
    'Das ist zu viel auf einmal. Wählen Sie weniger: einen kürzeren Zeitraum oder kleinere Teile.',
  'request.rate-exceeded':
    'Es kamen zu viele Anfragen in kurzer Zeit. Warten Sie einen Augenblick und versuchen Sie es dann wieder.',
  'request.deadline':
    'Die Antwort hat zu lange gedauert. Wählen Sie für einen Verlauf einen kürzeren Zeitraum; prüfen Sie nach einer Änderung, ob sie doch gewirkt hat, bevor Sie sie wiederholen.',
  'request.unanswered':
    'Der zuständige Dienst hat nicht geantwortet. Er kann trotzdem getan haben, was verlangt war: Sehen Sie nach, bevor Sie es wiederholen.',
  'route.unknown':
    'Diese Adresse gibt es auf dem Server nicht. Laden Sie die Seite neu, falls dort inzwischen eine andere Version läuft.',
  'route.method':
    'Das geht unter dieser Adresse nicht. Laden Sie die Seite neu, falls auf dem Server inzwischen eine andere Version läuft.',
  'host.refused':
    'Ohne API-Schlüssel antwortet der Server nur dem eigenen Rechner. Rufen Sie ihn dort als localhost auf, oder setzen Sie einen API_KEY.',
  'origin.refused':
    'Der Server nimmt von dieser Adresse der Seite nichts an. Öffnen Sie die Seite unter der Adresse des Servers selbst, oder nehmen Sie ihre Adresse in CORS_ORIGINS auf.',
  'access.required': 'Dafür ist eine Anmeldung nötig. Melden Sie sich mit dem API-Schlüssel an.',
  'access.wrong-key':
    'Der API-Schlüssel stimmt nicht. Prüfen Sie, ob der Server mit einem anderen gestartet wurde.',
  'access.slowed':
    'Von dieser Adresse kamen zu viele falsche Schlüssel. Warten Sie einige Sekunden und versuchen Sie es dann wieder.',
  'unit.unknown': 'Diese Einheit kennt der Server nicht. Geben Sie die Leistung in W, kW oder MW an.',
  'setpoint.out-of-range':
    'Der Sollwert liegt außerhalb des Erlaubten. Geben Sie eine Leistung von 0 bis zur Nennleistung der Anlage ein.',
  'command.expired':
    'Der Befehl kam zu spät an und wurde deshalb nicht mehr ausgeführt. Senden Sie ihn noch einmal, wenn er noch gelten soll.',
  'device.unknown':
    'Dieses Gerät kennt der Server nicht: Es hat sich nie gemeldet, oder es wurde entfernt. Es erscheint von selbst, sobald es sich meldet.',
  'device.too-many':
    'Es sind schon so viele Geräte bekannt, wie es sein dürfen. Entfernen Sie alte, oder erhöhen Sie INGEST_DEVICES.',
  'series.unknown':
    'Diese Messgröße hat das Gerät nie gemeldet. Prüfen Sie ihren Namen; sie erscheint von selbst, sobald ein Wert kommt.',
  'series.too-many':
    'Es kamen zu viele neue Messgrößen. Prüfen Sie, ob ein Gerät ständig neue Namen erfindet, oder erhöhen Sie die genannte Grenze.',
  'history.empty':
    'Dafür ist nichts aufgezeichnet. Wählen Sie einen anderen Zeitraum, oder warten Sie auf den ersten Wert.',
  'quarantine.unknown':
    'Diese Eingabe liegt nicht mehr in der Quarantäne: Sie wurde inzwischen gelöscht oder erneut angenommen.',
  'history.busy': 'Der Verlauf ist gerade mit anderem beschäftigt. Versuchen Sie es gleich noch einmal.',
  'history.refused':
    'Die Datenbank des Verlaufs hat das endgültig abgelehnt, und noch einmal zu senden hilft nicht. Ändern Sie, was sie beanstandet.',
  'history.full':
    'Der Platz für den Verlauf ist voll, und Neues wird nicht angenommen. Schaffen Sie Platz auf dem Datenträger, oder erhöhen Sie die Grenze.',
  'device.not-demo':
    'Löschen lässt sich nur der Verlauf von Demogeräten. Der Verlauf dieses Geräts bleibt erhalten.',
  'socket.event-unknown':
    'Dieses Ereignis kennt die Liveverbindung nicht. Laden Sie die Seite neu, falls auf dem Server inzwischen eine andere Version läuft.',
  'message.malformed':
    'Die Nachricht war nicht zu verstehen. Prüfen Sie Form, Einheiten und Uhrzeit dessen, was das Gerät sendet.',
  'message.retained-command':
    'Ein aufbewahrter Befehl (retained) wird nie befolgt, weil er bei jeder neuen Verbindung wieder gälte. Senden Sie Befehle ohne diese Kennzeichnung.',
  'message.too-large':
    'Die Nachricht ist zu groß. Lassen Sie das Gerät seine Werte in mehreren kleineren Nachrichten senden.',
  'broker.disconnected':
    'Der Server hat gerade keine Verbindung zum MQTT-Broker und stellt sie von selbst wieder her. Versuchen Sie es in einigen Sekunden wieder; hilft das nicht, prüfen Sie den Broker.',
  'publish.not-confirmed':
    'Der MQTT-Broker hat den Befehl nicht bestätigt, er kann aber angekommen sein. Prüfen Sie die Leistung, bevor Sie noch einmal senden.',
  'outbox.full':
    'Es warten schon zu viele Nachrichten auf den MQTT-Broker. Versuchen Sie es in einigen Sekunden wieder; hilft das nicht, prüfen Sie den Broker.',
  'service.unavailable':
    'Der zuständige Dienst läuft nicht oder startet gerade. Versuchen Sie es in einigen Sekunden wieder; hilft das nicht, sehen Sie auf der Seite „System“ nach.',
  'history.unavailable':
    'Der Verlauf ist gerade nicht erreichbar. Versuchen Sie es in einigen Sekunden wieder; hilft das nicht, prüfen Sie die Datenbank auf der Seite „System“.',
  internal:
    'Im Server ist etwas schiefgegangen; an Ihrer Eingabe liegt es nicht. Versuchen Sie es noch einmal; das Protokoll des Servers hat die Einzelheiten.',
};
