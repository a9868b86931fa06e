"""What is said to a person when a file, or a part of it, cannot be read."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "password": _("This file is protected with a password. Open it in Excel, remove the password and save it again."),
    "empty": _("This file has nothing in it. Check that the right file was chosen."),
    "empty_sheet": _("The sheet «%(sheet)s» has nothing in it. Choose another sheet."),
    "no_sheet": _("There is no sheet «%(sheet)s» in this file. Choose one of its sheets: %(sheets)s."),
    "no_data": _("No sheet of this workbook has anything in its cells. Check that the right file was chosen."),
    "corrupt": _("This file is damaged and cannot be read. Open it in Excel, save it again as XLSX and try once more."),
    "old_excel": _("This workbook is from a very old Excel. Open it in LibreOffice and save it as XLSX."),
    "bomb": _("This file unpacks to far more than a table needs and was not opened. Save the table again as CSV."),
    "too_large": _("This file is larger than %(limit)s MB. Split it into several files."),
    "too_many_cells": _(
        "This sheet takes more memory than is allowed. Delete the empty rows and columns, or save it as CSV."
    ),
    "too_slow": _("This file takes too long to read. Save it as CSV and try once more."),
    "too_wide": _("Row %(row)s has more than %(limit)s cells. Check which character separates the columns."),
    "far_cell": _("Row %(row)s has more than %(limit)s cells. Delete what stands far to the right of the table."),
    "long_cell": _("A cell near row %(row)s is too long. Look there for a quotation mark that is never closed."),
    "pdf": _("This is a PDF document, not a table. Save the table as XLSX or CSV where it was made."),
    "picture": _("This is a picture, not a table. Save the table as XLSX or CSV where it was made."),
    "document": _("This is a text document, not a table. Copy the table into a spreadsheet and save it as XLSX."),
    "presentation": _("This is a presentation, not a table. Copy the table into a spreadsheet and save it as XLSX."),
    "outlook": _("This is an Outlook file, not a table. Export the contacts from Outlook as CSV."),
    "calendar": _("This is a calendar, not a table. Choose a file in CSV, XLSX, XLS, ODS or vCard format."),
    "xml_excel": _("This workbook is saved as XML of 2003. Open it in Excel or LibreOffice and save it as XLSX."),
    "access": _("This is an Access database. Export the tables you need from Access as XLSX or CSV."),
    "database": _("This is a database, not a table. Export the tables you need as CSV."),
    "archive": _("This is an archive with other files. Unpack it and choose the table inside."),
    "page": _("There is no table in this web page. Save the table as XLSX or CSV."),
    "program": _("This is not a table. Choose a file in CSV, XLSX, XLS, ODS or vCard format."),
    "no_cards": _("There is no contact in this file. Export the contacts again as vCard or CSV."),
    "encoding": _("The encoding «%(encoding)s» is not known here. Choose another encoding."),
    "format": _("Perennial does not write files of this kind. Choose CSV, XLSX, JSON or vCard."),
}

NOTICES = {
    "replaced": _("Some characters could not be read and are shown as �. Check the encoding of the file."),
    "extra_cells": _("Some rows, the first of them row %(row)s, have more cells than there are columns."),
    "no_header": _("No row with column names was found, so the columns are numbered."),
    "header_row": _("The column names were found in row %(row)s; what is above it is left out."),
    "mixed": _("Some rows use another character between the columns; they were split by it."),
    "quotes": _("Quotation marks are not paired in this file, so they are read as plain characters."),
    "content": _("The name of the file says %(said)s, but inside it is %(found)s; it is read as such."),
    "other_sheets": _("The first sheet with data was taken. Others can be chosen."),
    "pictures": _("Pictures and sounds in the cards are left out."),
    "broken_card": _("The card that begins in line %(row)s has no end; what could be read of it was taken."),
    "no_card_name": _("The card that begins in line %(row)s has no name."),
}


class Notice:
    """Say something about a file that was read, in the language of whoever looks."""

    texts = NOTICES

    def __init__(self, code, **values):
        self.code = code
        self.values = values

    def __str__(self):
        return str(self.texts[self.code]) % self.values

    def __repr__(self):
        return f"{type(self).__name__}({self.code!r})"

    def __eq__(self, other):
        return isinstance(other, Notice) and (self.code, self.values) == (other.code, other.values)

    def __hash__(self):
        return hash(self.code)


class Refused(Exception):
    """A file that is not read; `str()` of it says why and what to do, `.code` is for programs."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self):
        return str(REFUSALS[self.code]) % self.values
