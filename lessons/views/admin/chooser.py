"""Choosing lessons and files for a collection: curators alone, among what they may read."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from lessons.blocks import PRIMARY_KEY
from lessons.models import LessonPage, Resource
from lessons.widgets import LessonChooser, ResourceChooser, describe_lesson
from moke.accounts.anybody import Anybody
from moke.search.query import matching


def choosable(model: type, person: Anybody) -> QuerySet:
    """What may be chosen: what the person may read and its author has not kept back."""
    if model is LessonPage:
        lessons = LessonPage.objects.visible_to(person).published()
        return lessons.select_related("author", "school").order_by("-last_published_at", "-pk")
    return Resource.objects.visible_to(person)


class WordsForm(SearchFilterMixin, BaseFilterForm):
    """Finds by words as the whole site does."""

    def filter(self, objects):
        objects = BaseFilterForm.filter(self, objects)
        words = self.cleaned_data.get("q") or ""
        self.search_query, self.is_searching = words, bool(words)
        return objects.filter(pk__in=matching(objects.model.objects.all(), words).values("pk"))


class CuratorsAlone(View):
    """Every door of a chooser asks who comes, and finds only what may be chosen."""

    model_class: type[Model]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("lessons.arrange_collection"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_object_list(self):
        return choosable(self.model_class, self.request.user)

    def get_object(self, pk):
        if not PRIMARY_KEY.fullmatch(pk):
            raise ObjectDoesNotExist
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks):
        return self.get_object_list().filter(pk__in=[pk for pk in pks if PRIMARY_KEY.fullmatch(pk)])

    def get_display_title(self, instance):
        return describe_lesson(instance) if isinstance(instance, LessonPage) else instance.title

    def get_edit_item_url(self, instance):
        return None

    def can_create(self):
        return False


class Listing(CuratorsAlone):
    """What may be chosen, a line each."""

    filter_form_class = WordsForm
    title_column: Column

    @property
    def columns(self):
        more = {
            LessonPage: [
                Column("get_subject_display", label=_("Subject")),
                Column("get_grade_display", label=_("Grade")),
                Column("author", label=_("Author")),
                Column("school", label=_("School")),
            ],
            Resource: [
                Column("get_kind_display", label=_("Kind")),
                Column("get_subject_display", label=_("Subject")),
            ],
        }
        return [self.title_column, *more[self.model_class]]


class ChooseView(Listing, chooser.ChooseView):
    pass


class ResultsView(Listing, chooser.ChooseResultsView):
    pass


class ChosenView(CuratorsAlone, chooser.ChosenView):
    pass


class ChosenMultipleView(CuratorsAlone, chooser.ChosenMultipleView):
    pass


class CreateView(CuratorsAlone, chooser.CreateView):
    """Nothing is made in passing: lessons are prepared and files uploaded on the site."""


class CuratorsChooser(ChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
    register_widget = False


class LessonChooserViewSet(CuratorsChooser):
    model = LessonPage
    icon = LessonChooser.icon
    choose_one_text = LessonChooser.choose_one_text
    choose_another_text = LessonChooser.choose_another_text


class ResourceChooserViewSet(CuratorsChooser):
    model = Resource
    icon = ResourceChooser.icon
    choose_one_text = ResourceChooser.choose_one_text
    choose_another_text = ResourceChooser.choose_another_text


lesson_chooser = LessonChooserViewSet("lesson_chooser")
resource_chooser = ResourceChooserViewSet("resource_chooser")
