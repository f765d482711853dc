"""Cultural data from conversations between people of different cultures, with nothing lost and everything traceable.

A survey gives *seeds* (what a people answers to a question), seeds give *conversations*, those *opinions* with their
exact place in a turn, those are *verified* in three lanes, *deduplicated* and built into *samples* with a licence and a
card.
Each stage takes tables and gives a table; rows are joined on ids, and what is left out is kept with its reason.

Source of the method: Li et al., CulturePark, NeurIPS 2024, arXiv 2405.15145.
"""
