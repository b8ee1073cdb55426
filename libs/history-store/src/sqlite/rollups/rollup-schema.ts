/** The tables of roll-ups. All that was stored before them is to be rolled up. */
export const rollupSchema = `
  CREATE TABLE rollups (
    id INTEGER PRIMARY KEY, -- series, level and number of the block, see rollup-table.ts
    sums BLOB NOT NULL -- see rollup-block.ts
  ) STRICT;

  -- hours in which points changed since they were rolled up; they may overlap
  CREATE TABLE dirty_hours (
    series INTEGER NOT NULL,
    from_hour INTEGER NOT NULL, -- hours since the epoch
    to_hour INTEGER NOT NULL, -- exclusive
    noted_s INTEGER NOT NULL, -- when (s since the epoch) it began to change
    PRIMARY KEY (series, from_hour)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX dirty_hours_by_age ON dirty_hours (from_hour);

  -- retention has deleted what lies before
  CREATE TABLE kept_from (
    series INTEGER NOT NULL,
    level INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    PRIMARY KEY (series, level)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO dirty_hours SELECT id, 0, unixepoch() / 3600 + 48, 0 FROM series;
  `;
