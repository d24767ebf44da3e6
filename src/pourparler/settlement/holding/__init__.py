"""What makes a deal hold: commitment problems as closed forms, over ranges, answered in words. Pure."""

from pourparler.settlement.holding.answering import Answer, what_makes_it_hold
from pourparler.settlement.holding.bargaining_range import bargaining_range
from pourparler.settlement.holding.fast_shift import rise_excess, shift_excess
from pourparler.settlement.holding.first_strike import strike_excess
from pourparler.settlement.holding.guarantee import least_guarantee, least_punishment, temptation_left
from pourparler.settlement.holding.inputs import Inputs, Range, parse_range
from pourparler.settlement.holding.preventive_war import attack_excess
from pourparler.settlement.holding.private_cost import best_demand, risk_of_demand
from pourparler.settlement.holding.shifting_power import temptation_of_a, temptation_of_b

__all__ = [
    "Answer", "Inputs", "Range", "attack_excess", "bargaining_range", "best_demand", "least_guarantee",
    "least_punishment", "parse_range", "rise_excess", "risk_of_demand", "shift_excess", "strike_excess",
    "temptation_left", "temptation_of_a", "temptation_of_b", "what_makes_it_hold",
]  # fmt: skip
