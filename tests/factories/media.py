import factory
from factory.django import DjangoModelFactory

from moke.media.enums import State
from moke.media.models import Recording, Rendition
from tests.factories.accounts import UserFactory


class RecordingFactory(DjangoModelFactory):
    """A recording that waits for its file; `ready=True` gives one that can be played."""

    class Meta:
        model = Recording
        skip_postgeneration_save = True

    class Params:
        ready = factory.Trait(
            state=State.READY,
            percent=100,
            original_name="lesson.mp4",
            size_bytes=1_000_000,
            published_attempt="a" * 32,
            duration_s=60.0,
            width_px=640,
            height_px=360,
            rendition=factory.RelatedFactory(
                "tests.factories.media.RenditionFactory", factory_related_name="recording"
            ),
        )

    owner = factory.SubFactory(UserFactory)


class RenditionFactory(DjangoModelFactory):
    class Meta:
        model = Rendition

    recording = factory.SubFactory(RecordingFactory, ready=True, rendition=None)
    name = "360"
    width_px = 640
    height_px = 360
    bits_per_s = 800_000
    codecs = "avc1.64001e,mp4a.40.2"
    size_bytes = 1_000_000
