"""English formats: the day first, as in Viet Nam; Django's own read 05/03 as 3 May."""

from portal.formats.vi import formats as vietnamese

# Columns of a list that Django writes stand beside ours, 05/03/2026. Long days are of portal.dates.
DATE_FORMAT = SHORT_DATE_FORMAT = "d/m/Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "H:i d/m/Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = vietnamese.FIRST_DAY_OF_WEEK

DATE_INPUT_FORMATS = vietnamese.DATE_INPUT_FORMATS
TIME_INPUT_FORMATS = vietnamese.TIME_INPUT_FORMATS
DATETIME_INPUT_FORMATS = vietnamese.DATETIME_INPUT_FORMATS

# One way of writing numbers in both languages: pages are compared with papers, and typed from them.
DECIMAL_SEPARATOR = vietnamese.DECIMAL_SEPARATOR
THOUSAND_SEPARATOR = vietnamese.THOUSAND_SEPARATOR
NUMBER_GROUPING = vietnamese.NUMBER_GROUPING
