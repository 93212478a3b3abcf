"""The rich-text editor in the administration: what it offers, and its words in our language."""

from django.utils.translation import pgettext

# What the editor offers; portal.richtext decides what is stored.
EDITOR = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "Heading": {"levels": [2, 3]},
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Blockquote": True,
        "Link": {"enableTarget": False},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
    }
}


def editor_words():
    """The editor's own words → ours; its release has no Vietnamese and writes its buttons in English."""
    return {
        "paragraph": pgettext("editor", "Paragraph"),
        "Heading 2": pgettext("editor", "Heading 2"),
        "Heading 3": pgettext("editor", "Heading 3"),
        "Paragraph": pgettext("editor", "Paragraph"),
        "unordered list": pgettext("editor", "List with dots"),
        "ordered list": pgettext("editor", "Numbered list"),
        "List properties": pgettext("editor", "Numbering of the list"),
        "blockquote": pgettext("editor", "Quotation"),
        "bold": pgettext("editor", "Bold"),
        "italic": pgettext("editor", "Italic"),
        "insert link": pgettext("editor", "Insert a link"),
        "remove link": pgettext("editor", "Remove the link"),
        "Insert table": pgettext("editor", "Insert a table"),
        "Insert Table": pgettext("editor", "Insert a table"),
        "Table Properties": pgettext("editor", "Insert a table"),
        "Add column": pgettext("editor", "Add a column"),
        "Delete column": pgettext("editor", "Delete the column"),
        "Delete table": pgettext("editor", "Delete the table"),
        "Add row": pgettext("editor", "Add a row"),
        "Delete row": pgettext("editor", "Delete the row"),
        "Merge cells": pgettext("editor", "Merge cells"),
        "Split cell": pgettext("editor", "Split the cell"),
        "Toggle header cell": pgettext("editor", "Cell of a heading"),
        "undo": pgettext("editor", "Undo"),
        "redo": pgettext("editor", "Redo"),
        "Edit Link": pgettext("editor", "Link"),
        "URL": pgettext("editor", "Address of the link"),
        "Title": pgettext("editor", "Words shown over the link"),
        "Rows": pgettext("editor", "Rows"),
        "Columns": pgettext("editor", "Columns"),
        "Include header row": pgettext("editor", "With a row of headings"),
        "Start at": pgettext("editor", "Start at"),
        "List type": pgettext("editor", "Kind of numbers"),
        "Decimal numbers": pgettext("editor", "Numbers"),
        "Lowercase letters": pgettext("editor", "Small letters"),
        "Uppercase letters": pgettext("editor", "Capital letters"),
        "Lowercase Roman numerals": pgettext("editor", "Small Roman numerals"),
        "Uppercase Roman numerals": pgettext("editor", "Capital Roman numerals"),
        "Update": pgettext("editor", "Done"),
        "Insert": pgettext("editor", "Insert"),
        "Cancel": pgettext("editor", "Cancel"),
    }
