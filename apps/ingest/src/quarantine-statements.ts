import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** What the quarantine asks of its file. */
export class QuarantineStatements {
  readonly insert: StatementSync;
  readonly count: StatementSync;
  readonly change: StatementSync;
  readonly remove: StatementSync;
  readonly removeOldest: StatementSync;
  readonly newest: StatementSync;
  readonly newestOfCode: StatementSync;
  readonly byNumber: StatementSync;
  readonly whole: StatementSync;
  readonly all: StatementSync;
  readonly ofCode: StatementSync;
  readonly counts: StatementSync;
  readonly keptCounts: StatementSync;
  readonly size: StatementSync;
  readonly last: StatementSync;

  constructor(database: DatabaseSync) {
    const row = 'number, refusal, payload IS NOT NULL AS isWhole';
    const query = (sql: string): StatementSync => database.prepare(sql);
    this.insert = query('INSERT INTO refusals (refusal, code, payload, bytes) VALUES (?, ?, ?, ?)');
    this.count = query(
      'INSERT INTO refusalCounts VALUES (?, 1) ON CONFLICT (code) DO UPDATE SET total = total + 1',
    );
    this.change = query('UPDATE refusals SET refusal = ?, code = ? WHERE number = ?');
    this.remove = query('DELETE FROM refusals WHERE number = ? RETURNING bytes');
    this.removeOldest = query(
      'DELETE FROM refusals WHERE number = (SELECT min(number) FROM refusals) RETURNING bytes',
    );
    this.newest = query(`SELECT ${row} FROM refusals WHERE number < ? ORDER BY number DESC LIMIT ?`);
    this.newestOfCode = query(
      `SELECT ${row} FROM refusals WHERE number < ? AND code = ? ORDER BY number DESC LIMIT ?`,
    );
    this.byNumber = query(`SELECT ${row} FROM refusals WHERE number = ?`);
    this.whole = query(`SELECT ${row}, payload FROM refusals WHERE number = ?`);
    this.all = query('SELECT number FROM refusals ORDER BY number');
    this.ofCode = query('SELECT number FROM refusals WHERE code = ? ORDER BY number');
    this.counts = query('SELECT code, total FROM refusalCounts');
    this.keptCounts = query('SELECT code, count(*) AS total FROM refusals GROUP BY code');
    this.size = query('SELECT count(*) AS rows, coalesce(sum(bytes), 0) AS bytes FROM refusals');
    this.last = query("SELECT seq FROM sqlite_sequence WHERE name = 'refusals'");
  }
}
