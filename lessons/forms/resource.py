from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lessons.domain.filetype import ACCEPTED
from lessons.enums import Licence, ResourceKind, Visibility
from lessons.models import Resource
from lessons.models.resource import AUDIENCES
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import School, User
from moke.curriculum.enums import Grade, Subject

MAX_TITLE_LENGTH = Resource._meta.get_field("title").max_length


class SeveralFilesInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files; whether each can be kept is for the domain to say, one by one."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None) -> list[UploadedFile]:
        return [super(SeveralFilesField, self).clean(one, initial) for one in data or [None]]


class ParticularsForm(forms.Form):
    """What is said of files: what they are, for whom, whose, and who may see them."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=ResourceKind.choices, widget=forms.RadioSelect
    )
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices)
    grade = forms.TypedChoiceField(
        label=_("Grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("All grades")), *Grade.choices],
    )
    licence = forms.ChoiceField(
        label=_("What others may do with it"), choices=Licence.choices, widget=forms.RadioSelect
    )
    school = forms.ModelChoiceField(
        label=_("Whose it is"), required=False, queryset=School.objects.none(), empty_label=None
    )
    visibility = forms.ChoiceField(label=_("Who may see it"), widget=forms.RadioSelect)

    def __init__(self, *args, person: User, kept_visibility: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = person.schools_as(*TEACHING_ROLES)
        school = cast("forms.ModelChoiceField", self.fields["school"])
        school.queryset = School.objects.filter(pk__in=own)
        if person.is_curator:
            school.empty_label = _("The district's own")
        else:
            school.required = True
        if len(own) + person.is_curator == 1:
            school.initial = next(iter(own), None)
            school.widget = forms.HiddenInput()
        wide = {Visibility.PUBLIC} if person.is_curator else {kept_visibility}
        reach = {*wide, Visibility.DISTRICT, *([Visibility.SCHOOL] if own else [])}
        visibility = cast("forms.ChoiceField", self.fields["visibility"])
        visibility.choices = [choice for choice in AUDIENCES if choice[0] in reach]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("visibility") == Visibility.SCHOOL and not cleaned.get("school"):
            self.add_error(
                "visibility", _("The district's own files are shared with the district.")
            )
        return cleaned


class ResourceAddForm(ParticularsForm):
    """Several files at once, with what holds for all of them."""

    uploads = SeveralFilesField(
        label=_("Files"),
        allow_empty_file=True,
        help_text=_("PDF, Word, PowerPoint, Excel, pictures and sound, up to 200 MB each."),
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
    )
    title = forms.CharField(required=False, max_length=MAX_TITLE_LENGTH, widget=forms.HiddenInput)

    field_order = ("uploads",)

    def __init__(self, *args, person: User, **kwargs) -> None:
        grades = [m.grade for m in person.standing if m.grade and m.role in TEACHING_ROLES]
        initial = {
            "kind": ResourceKind.COURSEWARE,
            "subject": next(iter(person.subjects), None),
            "grade": next(iter(grades), None),
            "licence": Licence.DISTRICT,
            "visibility": Visibility.SCHOOL,
        }
        super().__init__(*args, person=person, initial=initial, **kwargs)

    def particulars(self) -> dict:
        """What `add_resource` wants to know of every file."""
        return {k: v for k, v in self.cleaned_data.items() if k not in {"uploads", "title"}}


class ResourceForm(ParticularsForm):
    """What is said of one file."""

    title = forms.CharField(label=pgettext_lazy("of a file", "Title"), max_length=MAX_TITLE_LENGTH)

    field_order = ("title",)

    def __init__(self, *args, resource: Resource, person: User, **kwargs) -> None:
        names = ("title", "kind", "subject", "grade", "licence", "school", "visibility")
        initial = {name: getattr(resource, name) for name in names}
        kept = resource.visibility
        super().__init__(*args, person=person, kept_visibility=kept, initial=initial, **kwargs)


class ResourceWishesForm(forms.Form):
    """What somebody looks for among the files. Nothing is required, and nonsense finds all."""

    words = forms.CharField(
        label=_("Title or file name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a file", "Kind"),
        required=False,
        choices=[("", _("All kinds")), *ResourceKind.choices],
    )
    subject = forms.ChoiceField(
        label=_("Subject"), required=False, choices=[("", _("All subjects")), *Subject.choices]
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("All grades")), *Grade.choices],
    )
    school = forms.ModelChoiceField(
        label=_("School"),
        required=False,
        queryset=School.objects.all(),
        empty_label=_("All schools"),
    )

    def wishes(self) -> dict:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: wish for name, wish in self.cleaned_data.items() if wish}
