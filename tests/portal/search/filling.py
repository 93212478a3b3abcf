"""An index of any size, written by the database itself."""

from django.db import connection

# In every text: khởi nghiệp; in the title of each tenth; a word of a thousandth, one of each alone.
FILL = """
INSERT INTO portal_searchentry
  (kind, object_id, language, title, text, title_en, text_en, url, dated, folded, tokens, digest)
SELECT
  (ARRAY['tin-tuc', 'tin-tuc', 'tin-tuc', 'tin-tuc', 'tin-tuc', 'tin-tuc', 'tin-tuc', 'du-an',
         'van-ban', 'su-kien'])[1 + n % 10],
  n, 'vi', 'Tin ' || n, 'Chuyện khởi nghiệp số ' || n, '', '', '/tin-tuc/' || n || '/',
  timestamptz '2010-01-01' + make_interval(mins => n * 7),
  ' tin ' || n || ' khoi nghiep m' || n % 1000 || ' ' || filler || ' ',
  array_to_tsvector(string_to_array(
    '_' || (ARRAY['tintuc', 'tintuc', 'tintuc', 'tintuc', 'tintuc', 'tintuc', 'tintuc', 'duan',
                  'vanban', 'sukien'])[1 + n % 10]
    || ' tin =tin ' || n || ' =' || n || ' @tin_' || n || ' khoi ~khowir nghiep ~nghieepj '
    || CASE WHEN n % 10 = 0 THEN '=khoi =~khowir =nghiep =~nghieepj ' ELSE '' END
    || 'm' || n % 1000 || ' ' || filler, ' ')),
  ''
FROM (
  SELECT n, (
    SELECT string_agg('t' || (n::bigint * 7919 + k * k * 104729) %% 3000, ' ')
    FROM generate_series(1, 30) k
  ) AS filler
  FROM generate_series(%s, %s) n
) made
"""


def fill(rows, *, step=100_000):
    """Write ``rows`` entries and let the planner count them."""
    with connection.cursor() as cursor:
        for start in range(1, rows + 1, step):
            cursor.execute(FILL.replace("n % 1", "n %% 1"), [start, min(rows, start + step - 1)])
        # Without what earlier tests rolled back, and without a list of words that wait for the index.
        cursor.execute("REINDEX TABLE portal_searchentry")
        cursor.execute("ANALYZE portal_searchentry")


def plan(statement):
    """What the database would do."""
    sql, params = statement
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())
