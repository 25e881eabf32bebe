"""The one list of consistency checks, in the order in which they run."""

from goodoffices.dossier.checks import (
    claims,
    councils,
    dates,
    initiatives,
    moments,
    moves,
    names,
    numbers,
    payments,
    positions,
    settlement,
    validity,
)
from goodoffices.dossier.checks.check import Check
from goodoffices.errors import Severity

CHECKS = (
    *(
        Check(Severity.ERROR, find)
        for find in (
            positions.positions_fit_their_issue,
            names.lists_name_nothing_twice,
            names.names_are_distinct,
            validity.nothing_is_said_twice,
            dates.intervals_run_forwards,
            numbers.counted_lists_exist,
            numbers.contributions_are_stated_once,
            councils.rules_name_members,
            moves.preferences_are_told_in_one_way,
        )
    ),
    *(
        Check(Severity.WARNING, find)
        for find in (
            moments.there_is_a_moment,
            moments.parties_present_have_a_say,
            moments.parties_at_the_table_belong_to_the_forum,
            moments.stances_have_weight,
            moments.open_issues_have_stances,
            moments.outcomes_are_of_open_issues,
            moments.hindsight_is_declared,
            moves.things_can_be_as_they_stand,
            moves.preferences_have_an_order,
            moves.statements_tell_states_apart,
            councils.chairs_have_a_vote,
            councils.rules_can_be_met,
            councils.reforms_speak_of_members,
            councils.motions_speak_of_members,
            validity.validity_does_not_overlap,
            dates.events_have_one_date,
            dates.events_are_in_order,
            dates.stated_intervals_fit,
            dates.days_agree_with_the_calendar,
            numbers.counts_agree_with_lists,
            numbers.sums_add_up,
            numbers.contributions_add_up,
            numbers.series_name_what_they_measure,
            numbers.poll_shares_add_up,
            settlement.gates_can_be_opened,
            settlement.linkages_do_not_run_in_circles,
            settlement.conduct_is_of_parties_that_owe,
            payments.payers_take_part,
            payments.payments_go_to_signatories,
            initiatives.initiatives_do_not_name_themselves,
            initiatives.initiatives_do_not_wait_in_circles,
            initiatives.initiatives_do_not_need_what_they_exclude,
            claims.trends_have_enough_points,
            claims.changes_exceed_sampling_error,
        )
    ),
    *(
        Check(Severity.NOTE, find)
        for find in (
            names.names_look_alike,
            validity.validity_reaches_the_moment,
            councils.counts_name_every_member,
            settlement.provisions_have_a_verifier,
            settlement.military_provisions_have_a_political_twin,
            settlement.appointments_have_a_day,
            initiatives.friction_is_of_allies,
            claims.forecasts_can_be_checked,
        )
    ),
)
"""Errors first, which look at single entries; then warnings and notes, which look at the dossier as a whole."""
