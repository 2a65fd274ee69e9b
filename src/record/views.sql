-- Views, for people who ask in SQL; docs/RECORD.md has examples.

-- The coding of each version of a document that holds now.
CREATE VIEW coding_now AS
 SELECT c.*, d.run_id, d.recorded_from FROM coded d JOIN coding c USING (coding_id)
 WHERE d.recorded_until IS NULL;

-- Events that hold now, of the latest version of each document.
CREATE VIEW event_now AS
 SELECT e.*, c.document_id FROM event e JOIN coding c ON c.coding_id = e.event_key >> 24
 WHERE e.holds = 2;

-- Mentions with the words and whom they stand for.
CREATE VIEW mention_readable AS
 SELECT m.mention_id, m.coding_id, m.number, m.kind, m.sentence_id, m.start_byte,
  m.end_byte, m.cluster,
  CAST(substr(CAST(t.text AS BLOB), m.start_byte + 1, m.end_byte - m.start_byte) AS TEXT)
   AS text,
  n.name, n.code, n.sector, n.office, m.timex_type, m.timex_value, m.edtf, m.comparator,
  m.value, m.unit, p.name AS place, p.country, p.lat, p.lon, p.geonameid
 FROM mention m JOIN coding c ON c.coding_id = m.mention_id >> 24
 JOIN document_text t USING (document_id)
 LEFT JOIN entity n USING (entity_id) LEFT JOIN place p USING (place_id);

CREATE VIEW party_readable AS
 SELECT p.event_key, p.role, p.position, n.kind, n.code, n.sector, n.name, n.office, n.region,
  p.text, p.start_byte, p.end_byte, n.entity_id
 FROM event_party p JOIN entity n USING (entity_id);

-- An event of now, with its parties in one column each, its sentence, its document.
CREATE VIEW events_readable AS
 SELECT e.event_key, e.event_id, e.deed, d.doc, d.title, e.date_edtf AS date, e.first_day,
  e.last_day,
  (SELECT group_concat(who, '; ') FROM (SELECT coalesce(code || ifnull(' ' || sector, ''),
    name, text) AS who FROM party_readable p WHERE p.event_key = e.event_key
    AND role = 'actor' ORDER BY position)) AS actor,
  e.type, e.mode,
  (SELECT group_concat(who, '; ') FROM (SELECT coalesce(code || ifnull(' ' || sector, ''),
    name, text) AS who FROM party_readable p WHERE p.event_key = e.event_key
    AND role = 'recipient' ORDER BY position)) AS recipient,
  (SELECT group_concat(who, '; ') FROM (SELECT coalesce(code || ifnull(' ' || sector, ''),
    name, text) AS who FROM party_readable p WHERE p.event_key = e.event_key
    AND role = 'via' ORDER BY position)) AS via,
  (SELECT group_concat(context, ', ') FROM (SELECT context FROM event_context x
    WHERE x.event_key = e.event_key ORDER BY position)) AS context,
  e.track, e.quad, e.scale, coalesce(p.name, e.place_text) AS place,
  p.country AS place_country, e.modality, e.confidence, e.cameo, e.rule, e.text AS words,
  s.text AS sentence, e.reports, d.as_of, d.known_from, d.known_until, e.coding_id,
  d.document_id
 FROM event_now e JOIN document d USING (document_id)
 JOIN sentence_text s USING (sentence_id)
 LEFT JOIN place p USING (place_id);

-- What codes are called, and rules say, as the last run has it.
CREATE VIEW code_now AS
 SELECT * FROM lexicon_code o WHERE run_id = (SELECT max(run_id) FROM lexicon_code x
  WHERE x.code = o.code);
CREATE VIEW rule_now AS
 SELECT * FROM lexicon_rule o WHERE run_id = (SELECT max(run_id) FROM lexicon_rule x
  WHERE x.rule = o.rule);

-- Corrections that were not withdrawn.
CREATE VIEW correction_now AS
 SELECT * FROM correction c WHERE verdict <> 'withdraw'
 AND NOT EXISTS (SELECT 1 FROM correction w
  WHERE w.withdraws = ifnull(c.first_id, c.correction_id));

-- What an event says, but for where: as long as that stays, it is judged as it was.
CREATE VIEW event_claim AS
 SELECT e.event_key, e.event_id, e.same_key, e.type || ' ' || ifnull(e.date_edtf, '') ||
  (SELECT ifnull(group_concat(w, ''), '') FROM (SELECT ' ' || p.role || ' ' ||
    coalesce(n.code, p.text, '') AS w FROM event_party p JOIN entity n USING (entity_id)
    WHERE p.event_key = e.event_key AND p.role <> 'via' ORDER BY p.role, p.position))
  AS claim
 FROM event e;
