"""Each way of casting the groups of a sentence for a trigger, by the name it has in `ko.yaml` as `parties`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.partnership import casts_deals as deals
from extractors.partnership import casts_joint as joint
from extractors.partnership.casting import Cast, Parties

CASTS: Mapping[str, Callable[[Cast], Parties]] = {
    "with": joint.cast_with,
    "leaves": joint.cast_leaves,
    "dissolved": joint.cast_dissolved,
    "partnered": joint.cast_partnered,
    "joins": joint.cast_joins,
    "shares": joint.cast_shares,
    "founded": joint.cast_founded,
    "counterpart": joint.cast_counterpart,
    "corrected": joint.cast_corrected,
    "partner_of": joint.cast_partner_of,
    "both": joint.cast_both,
    "takes": deals.cast_takes,
    "passed": deals.cast_passed,
    "sold": deals.cast_sold,
    "gives": deals.cast_gives,
    "invests": deals.cast_invests,
    "round": deals.cast_round,
    "agreed": joint.cast_agreed,
    "course": joint.cast_course,
    "members": joint.cast_members,
    "funded": deals.cast_funded,
    "received": deals.cast_received,
    "ordered": deals.cast_ordered,
    "rights": deals.cast_rights,
    "withdrawn": deals.cast_withdrawn,
    "bidder": deals.cast_bidder,
    "holder": deals.cast_holder,
    "chosen": deals.cast_chosen,
    "bid_left": deals.cast_bid_left,
    "sold_off": deals.cast_sold_off,
    "side_by_side": joint.cast_side_by_side,
    "hosted": joint.cast_hosted,
    "refused": joint.cast_refused,
    "is_partner": joint.cast_is_partner,
    "apposed_partner": joint.cast_apposed_partner,
    "round_on": deals.cast_round_on,
}
