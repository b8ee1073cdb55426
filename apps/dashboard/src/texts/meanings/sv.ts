import type { Meanings } from './meanings.js';

/** Swedish. */
export const sv: Meanings = {
  'request.invalid': 'En uppgift saknas eller har fel form. Ändra uppgiften som nämns och skicka igen.',
  'request.media-type':
    'Innehållet är av ett slag som inte läses här. Skicka det som det slag som nämns, oftast JSON.',
  'request.too-large': 'Det är för mycket på en gång. Välj mindre: en kortare tid eller mindre delar.',
  'request.rate-exceeded':
    'Det kom för många förfrågningar på kort tid. Vänta ett ögonblick och försök sedan igen.',
  'request.deadline':
    'Svaret tog för lång tid. Välj en kortare tid för historiken; efter en ändring, kontrollera om den ändå har verkat innan du gör om den.',
  'request.unanswered':
    'Den ansvariga tjänsten svarade inte. Den kan ändå ha gjort det som begärdes: se efter innan du gör om det.',
  'route.unknown': 'Den adressen finns inte på servern. Ladda om sidan, ifall en annan version körs där nu.',
  'route.method':
    'Det går inte att göra på den adressen. Ladda om sidan, ifall en annan version körs på servern nu.',
  'host.refused':
    'Utan API-nyckel svarar servern bara den egna datorn. Öppna den därifrån som localhost, eller ange en API_KEY.',
  'origin.refused':
    'Servern tar inte emot något från sidans adress. Öppna sidan på serverns egen adress, eller lägg till sidans adress i CORS_ORIGINS.',
  'access.required': 'För detta måste du vara inloggad. Logga in med API-nyckeln.',
  'access.wrong-key': 'API-nyckeln stämmer inte. Kontrollera om servern startades med en annan.',
  'access.slowed':
    'Det kom för många felaktiga nycklar från den här adressen. Vänta några sekunder och försök sedan igen.',
  'unit.unknown': 'Servern känner inte till den måttenheten. Ange effekten i W, kW eller MW.',
  'setpoint.out-of-range':
    'Börvärdet ligger utanför det tillåtna. Ange en effekt från 0 till anläggningens märkeffekt.',
  'command.expired':
    'Kommandot kom fram för sent och utfördes därför inte. Skicka det igen om det fortfarande ska gälla.',
  'device.unknown':
    'Servern känner inte till enheten: den har aldrig hörts av, eller så har den tagits bort. Den dyker upp av sig själv när den hör av sig.',
  'device.too-many':
    'Det finns redan så många enheter som det får finnas. Ta bort gamla, eller höj INGEST_DEVICES.',
  'series.unknown':
    'Det mätvärdet har enheten aldrig rapporterat. Kontrollera namnet; det dyker upp av sig självt när ett värde kommer.',
  'series.too-many':
    'Det kom för många nya slags mätvärden. Kontrollera om en enhet hela tiden hittar på nya namn, eller höj gränsen som nämns.',
  'history.empty': 'Inget är sparat om detta. Välj en annan tid, eller vänta på det första värdet.',
  'quarantine.unknown': 'Detta ligger inte längre i karantänen: det har raderats eller tagits emot igen.',
  'history.busy': 'Historiken är upptagen med annat just nu. Försök igen om en liten stund.',
  'history.refused':
    'Historikens databas har nekat detta slutgiltigt, och det hjälper inte att skicka igen. Ändra det som den klagar på.',
  'history.full':
    'Utrymmet för historiken är fullt, och inget nytt tas emot. Frigör plats på disken, eller höj gränsen.',
  'device.not-demo': 'Bara demoenheters historik går att radera. Den här enhetens historik finns kvar.',
  'socket.event-unknown':
    'Liveanslutningen känner inte till den händelsen. Ladda om sidan, ifall en annan version körs på servern nu.',
  'message.malformed':
    'Meddelandet gick inte att förstå. Kontrollera form, måttenheter och klockslag i det som enheten skickar.',
  'message.retained-command':
    'Ett sparat kommando (retained) följs aldrig, eftersom det skulle gälla på nytt vid varje anslutning. Skicka kommandon utan den märkningen.',
  'message.too-large': 'Meddelandet är för stort. Låt enheten skicka sina värden i flera mindre meddelanden.',
  'broker.disconnected':
    'Servern har ingen kontakt med MQTT-brokern just nu och ansluter igen av sig själv. Försök igen om några sekunder; hjälper inte det, kontrollera brokern.',
  'publish.not-confirmed':
    'MQTT-brokern bekräftade inte kommandot, men det kan ha kommit fram. Kontrollera effekten innan du skickar igen.',
  'outbox.full':
    'Redan för många meddelanden väntar på MQTT-brokern. Försök igen om några sekunder; hjälper inte det, kontrollera brokern.',
  'service.unavailable':
    'Den ansvariga tjänsten är inte igång eller håller på att starta. Försök igen om några sekunder; hjälper inte det, se efter på sidan ”System”.',
  'history.unavailable':
    'Historiken går inte att nå just nu. Försök igen om några sekunder; hjälper inte det, kontrollera databasen på sidan ”System”.',
  internal:
    'Något gick fel i servern; det beror inte på det du angav. Försök igen; detaljerna finns i serverns logg.',
};
