"""Rungs in AV1, besides those in H.264: where it is set, and where ffmpeg can."""

from functools import cache

from django.conf import settings

from moke.media.parts import BRIEF
from moke.media.plan import EncodePlan, Level, with_av1
from moke.media.quality import AV1_ENCODER
from moke.media.sandbox import run

IN_AV1 = "make every rung in AV1, too, for players that know it"


def with_av1_as_set(plan: EncodePlan) -> EncodePlan:
    """Return the plan with rungs in AV1 where it is for many viewers, and that is set.

    Few viewers do not make up for what encoding it costs.
    """
    is_wanted = settings.MOKE_AV1 and plan.level == Level.SHOWCASE
    return with_av1(plan) if is_wanted and has_av1_encoder() else plan


@cache
def has_av1_encoder() -> bool:
    """Whether the ffmpeg of this machine can encode AV1."""
    return f" {AV1_ENCODER} " in run(["ffmpeg", "-hide_banner", "-encoders"], BRIEF).output
