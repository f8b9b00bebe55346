"""Who looks after recordings as a whole. Who may watch them is a matter of their lesson."""

import rules


@rules.predicate
def runs_the_site(person):
    return person.is_authenticated and person.is_superuser


@rules.predicate
def is_curator(person):
    return person.is_authenticated and person.is_curator


rules.add_perm("media.change_recordingpolicy", is_curator)
rules.add_perm("media.oversee_processing", runs_the_site)
