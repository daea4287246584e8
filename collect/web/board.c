#include "collect/web/board.h"

static enum peil_tile_state state_of(const struct peil_session *session, long now)
{
    static const enum peil_tile_state states[] = {
        [PEIL_FATE_WAITING] = PEIL_TILE_JOINED, [PEIL_FATE_OPEN] = PEIL_TILE_BUSY,
        [PEIL_FATE_COMPLETED] = PEIL_TILE_DONE, [PEIL_FATE_STOPPED] = PEIL_TILE_STOPPED,
        [PEIL_FATE_LEFT] = PEIL_TILE_STOPPED,   [PEIL_FATE_REFUSED] = PEIL_TILE_REFUSED,
        [PEIL_FATE_WIPED] = PEIL_TILE_STOPPED,
    };
    enum peil_tile_state state = states[peil_session_fate(session)];
    bool still = session->shut || now - session->seen > PEIL_BOARD_STILL;
    return state == PEIL_TILE_BUSY && still ? PEIL_TILE_STILL : state;
}

static struct peil_tile tile_of(const struct peil_session *session, long now)
{
    struct peil_tile tile = { .state = state_of(session, now) };
    bool goes_on = tile.state <= PEIL_TILE_STILL;
    tile.hand = goes_on && session->hand;
    tile.unsaved = session->unsaved;
    if (goes_on && !session->shut)
        peil_interview_progress(session->interview, &tile.number, &tile.total);
    return tile;
}

struct peil_board peil_board_read(const struct peil_sessions *sessions,
                                  const struct peil_classroom *classroom,
                                  const struct peil_store *store, long now,
                                  struct peil_arena *arena)
{
    size_t count = peil_sessions_count(sessions);
    struct peil_tile *tiles = peil_arena_array(arena, count, sizeof *tiles);
    struct peil_board board = { .open = !classroom->closed,
                                .well = peil_store_is_well(store),
                                .since_commit = peil_store_since_commit(store),
                                .moved = classroom->moved,
                                .tiles = tiles,
                                .tile_count = count };
    for (size_t i = 0; i < count; i++) {
        tiles[i] = tile_of(peil_sessions_seat(sessions, i), now);
        tiles[i].seat = i + 1;
        board.in_state[tiles[i].state]++;
        board.hands += tiles[i].hand;
        board.unsaved += tiles[i].unsaved;
    }
    return board;
}
