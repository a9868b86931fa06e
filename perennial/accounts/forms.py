"""What people type at the door and in settings, checked; what verbs refuse stands beside the field."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.accounts import world
from perennial.accounts.models import Role, Team
from perennial.accounts.roles import OWNER

THEMES = [("auto", _("As the computer")), ("light", _("Light")), ("dark", _("Dark"))]
SCOPES = [("write", _("Read and change")), ("read", _("Only read"))]


def _spoken(pairs):
    """Return the pairs with labels as plain text, in the language that is active."""
    return [(code, str(label)) for code, label in pairs]


class Form(forms.Form):
    """A form that takes a verb's refusal."""

    def refuse(self, refusal):
        """Put the messages of a Refused beside their fields."""
        for field, message in refusal.errors.items():
            self.add_error(field if field in self.fields else None, str(message))


class ZoneField(forms.CharField):
    """A time zone, taken from the browser when it can be."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=60, widget=forms.HiddenInput, **kwargs)

    def clean(self, value):
        return value if value in dict(world.zones()) else "UTC"


class FirstRun(Form):
    company = forms.CharField(label=_("Name of the company"), max_length=120)
    country = forms.ChoiceField(label=_("Country"), choices=world.countries)
    currency = forms.ChoiceField(label=_("Currency"), choices=world.currencies)
    language = forms.ChoiceField(label=_("Language"), choices=world.languages)
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput,
        help_text=_("At least 10 characters."),
    )
    time_zone = ZoneField()


class Join(Form):
    name = forms.CharField(label=_("Your name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=world.languages)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput,
        help_text=_("At least 10 characters."),
    )
    time_zone = ZoneField()


class Profile(Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=world.languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=world.zones)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=lambda: _spoken(THEMES))
    shortcuts = forms.BooleanField(
        label=_("Keys of one letter"),
        required=False,
        help_text=_("N makes something new, / finds. Turn it off when you dictate or use a screen reader."),
    )


class Company(Form):
    company = forms.CharField(label=_("Name of the company"), max_length=120)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=world.countries,
        help_text=_("Phone numbers without a code are read as of this country."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=world.currencies, help_text=_("New deals start with it."))
    language = forms.ChoiceField(label=_("Language of new colleagues"), choices=world.languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=world.zones)


class Colleague(Form):
    """Role and team of a user; only an owner is offered the owner's role."""

    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.all(), empty_label=None)
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.all(), required=False, empty_label="–")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if by.user and by.user.role and by.user.role.code != OWNER:
            self.fields["role"].queryset = Role.objects.exclude(code=OWNER)


class Invite(Colleague):
    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120, required=False)
    field_order = ["email", "name", "role", "team"]


class ColleagueEdit(Colleague):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120)
    colour = forms.TypedChoiceField(label=_("Colour"), coerce=int, choices=[(n, n) for n in range(1, 9)])
    field_order = ["name", "role", "team", "colour"]


class TeamForm(Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    parent = forms.ModelChoiceField(label=_("Part of"), queryset=Team.objects.all(), required=False, empty_label="–")


class TokenForm(Form):
    name = forms.CharField(label=_("What it is for"), max_length=80)
    scope = forms.ChoiceField(label=_("What it may do"), choices=lambda: _spoken(SCOPES))


class RoleName(Form):
    name = forms.CharField(label=_("Name"), max_length=80)
