"""How likely an event is right in place, day and type: what speaks for it, as numbers for a model."""

import numpy as np

from geomap.events.coreference import TYPES
from geomap.events.days import DayOption
from geomap.events.draft import Draft
from geomap.events.network import SUBS
from geomap.events.sites import PRECISIONS, ROLES, barred
from geomap.records import Basis, Grain

_BASES, _GRAINS = tuple(Basis), tuple(Grain)
FEATURES = (
    *("most_site", "mean_site", "sum_site", "n_lines", "n_told", "n_places", "support", "none", "news", "background"),
    *("total", "type", "type_margin", "sub", "place_precision", "precision", "trust", "in_title", "first_line"),
    *("day_sure", "basis", "grain", "days_ago", "n_days", "event_type", "sub_type", "site", "site_news", "site_other"),
    *("role", "is_own", "n_article_lines", "n_article_places", "n_named", "place_in_title", "most_told", "most_news"),
    *("is_repaired", "barred", "n_in_article"),
)


def features(draft: Draft, day: DayOption, day_sure: float, n_in_article: int) -> tuple[float, ...]:
    """What speaks for an event, as in FEATURES.

    Args:
        draft: the event.
        day: the date chosen for it.
        day_sure: its probability.
        n_in_article: events of the article, this one among them.
    """
    sure = np.array([one.probability for one in draft.told])
    types = np.sort(draft.types)
    lines = [draft.line(number) for number in draft.lines]
    named, place, when = draft.named, draft.named.place, day.when
    return (
        *(float(sure.max()), float(sure.mean()), float(sure.sum()), float(len(lines)), float(len(draft.told))),
        *(float(len(draft.support)), draft.support[draft.option.candidate.id], *map(float, draft.asserted)),
        *(float(types[-1]), float(types[-1] - types[-2]), float(draft.sub[SUBS.index(draft.sub_event_type)])),
        *(float(PRECISIONS.index(draft.option.precision)), float(PRECISIONS.index(draft.where.precision)), place.trust),
        *(float(any(line.is_title for line in lines)), float(min(draft.lines)), day_sure),
        *(float(_BASES.index(when.basis)), float(_GRAINS.index(when.grain))),
        *(float((draft.document.article.published - when.last).days), float((when.last - when.first).days)),
        *(float(TYPES.index(draft.event_type)), float(SUBS.index(draft.sub_event_type))),
        *(named.told, float(named.site[1]), float(named.site[2]), float(ROLES.index(named.mention.role))),
        *(float(draft.lead.site.is_own), float(len(draft.document.lines)), float(len(draft.document.options))),
        *(float(len(draft.option.named)), float(any(draft.line(one.line).is_title for one in draft.option.named))),
        *(max(line.told for line in lines), max(float(line.signs.asserted[1]) for line in lines)),
        *(float(place.repair is not None), barred(draft.lead.line), float(n_in_article)),
    )
