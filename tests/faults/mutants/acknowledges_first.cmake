# Pupils hear that their answers are kept, then they are committed.
spoil(store.c [[if (sound && run(store->database, "COMMIT"))]] [[if (sound)]])
spoil(store.c [[
        peil_arena_free(append->arena);
    }
}]] [[
        peil_arena_free(append->arena);
    }
    if (stored && !run(store->database, "COMMIT"))
        atomic_store(&store->well, false);
}]])
