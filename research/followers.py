"""What is said about a take follows where its recording is trimmed or replaced."""

from moke.media.followers import Follower, register_follower
from research.domain.queries.trim import count_take, foresee_take
from research.domain.trim import trim_take

register_follower(
    name="take", follower=Follower(count=count_take, foresee=foresee_take, follow=trim_take)
)
