"""Model fields that normalise text once, on the way in."""

from django.core.validators import RegexValidator
from django.db import models

from portal.text import clean_line, clean_text

# A link that staff type: a path of the portal, or another host by https. Browsers read a backslash
# as a slash, and what stands before an @ as somebody's name.
LINK_PATTERN = r"^(/(?!/)|https://[\w.-]+(:\d+)?(?=[/?#]|\Z))[^\s\\]*\Z"
is_link = RegexValidator(LINK_PATTERN)

# The inverted index on SQLite; on PostgreSQL it is an index of the table itself.
FTS_TABLE = "portal_searchtokens"


class NfcCharField(models.CharField):
    """One line of text: NFC, no control or direction marks, white space folded."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean_line(value) if isinstance(value, str) else value

    def to_python(self, value):
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value


class NfcTextField(models.TextField):
    """Several lines of text: NFC, no control or direction marks, line ends unified."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean_text(value) if isinstance(value, str) else value

    def to_python(self, value):
        value = super().to_python(value)
        return clean_text(value) if isinstance(value, str) else value


class TokensField(models.TextField):
    """Tokens between blanks, looked up by ``matches`` with a condition of ``portal.search.matching``.

    On PostgreSQL a ``tsvector``, made from the list and not by a parser of words; on SQLite text
    beside the FTS5 table that ``portal.search.index`` fills. It is written and looked up, not read.
    """

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value, compiler, connection):
        if connection.vendor == "postgresql":
            return "array_to_tsvector(string_to_array(%s, ' '))"
        return "%s"


@TokensField.register_lookup
class Matches(models.Lookup):
    """Whether the tokens fulfil a condition."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs.as_tsquery()]

    def as_sqlite(self, compiler, connection):
        quote = compiler.quote_name_unless_alias
        key = f"{quote(self.lhs.alias)}.{quote(self.lhs.target.model._meta.pk.column)}"
        return (
            f"{key} IN (SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s)",  # noqa: S608 -- names of ours
            [self.rhs.as_fts5()],
        )
