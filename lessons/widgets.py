"""What is chosen in Wagtail's editor, shown so that it names nothing that was withdrawn."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.telepath import register
from wagtail.admin.widgets.chooser import BaseChooser, BaseChooserAdapter

from lessons.enums import Visibility


class LessonChooser(BaseChooser):
    """A lesson of the library."""

    model = "lessons.LessonPage"
    icon = "doc-full"
    chooser_modal_url_name = "lesson_chooser:choose"
    choose_one_text = gettext_lazy("Choose a lesson")
    choose_another_text = gettext_lazy("Choose another lesson")
    show_edit_link = False
    show_clear_link = False

    def get_display_title(self, instance):
        if instance.visibility == Visibility.DRAFT:
            return _("A lesson that its author has withdrawn")
        return describe_lesson(instance)

    def get_value_data_from_instance(self, instance):
        title = self.get_display_title(instance)
        return {"id": instance.pk, "edit_url": None, self.display_title_key: title}


class ResourceChooser(BaseChooser):
    """A file of the library."""

    model = "lessons.Resource"
    icon = "doc-empty"
    chooser_modal_url_name = "resource_chooser:choose"
    choose_one_text = gettext_lazy("Choose a file")
    choose_another_text = gettext_lazy("Choose another file")
    show_edit_link = False
    show_clear_link = False

    def get_value_data_from_instance(self, instance):
        return {"id": instance.pk, "edit_url": None, self.display_title_key: instance.title}


def describe_lesson(lesson) -> str:
    """Name a lesson among others: title, grade and subject, author."""
    return _("《%(title)s》 · %(grade)s · %(subject)s · %(author)s") % {
        "title": lesson.title,
        "grade": lesson.get_grade_display(),
        "subject": lesson.get_subject_display(),
        "author": lesson.author,
    }


register(BaseChooserAdapter(), LessonChooser)
register(BaseChooserAdapter(), ResourceChooser)
