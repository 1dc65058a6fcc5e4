"""Bring articles in: feeds, polite HTTP, page text. The only reader of the web.

http            the door: bounded, polite, public addresses only      addresses, compression, errors
polling         feeds: ask, compare, remember, tell                   feeds, outcomes, sifting, schedule, identity
parsing         documents to entries                                  decoding, parsing_fast, parsing_json, entries,
dates, text
pages           article pages to articles                             page_text, page_cleaning, embedded, robots, articles
waiting         pages that are tried again later
services        sources beside the feeds, off without a key           naver, opendart, filings
discovery, opml what an address would yield; subscription lists
seeds, backfill articles that are already here
"""
