# Does not wait for what the store has in hand.
spoil(web.c "web->with_store == 0 && web->suspended == 0 && (is_late || web->requests == 0)"
  "is_late || web->requests == 0")
