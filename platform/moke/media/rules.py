"""Who looks after the processing of recordings. Who may watch them is a matter of their lesson."""

import rules


@rules.predicate
def runs_the_site(person):
    return person.is_authenticated and person.is_superuser


rules.add_perm("media.oversee_processing", runs_the_site)
