/* The peer-researcher's desk: nobody else gets in, nothing of a pupil gets out. */
#include "collect/web/address.h"
#include "collect/web/board.h"
#include "tests/collect/class.h"
#include "tests/fixture.h"

/* What a browser at the desk sends; `cookie` and `body` may be NULL. */
static const char *ask(struct class *c, const char *request, const char *cookie,
                       const char *body)
{
    const char *extra =
        body ? peil_arena_format(
                   arena,
                   "Content-Type: application/x-www-form-urlencoded\r\nOrigin: "
                   "http://127.0.0.1:%u\r\nContent-Length: %zu\r\n",
                   c->desk.port, strlen(body))
             : "";
    const char *whole = peil_arena_format(
        arena,
        "%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n%s%s\r\n%s\r\n%s",
        request, c->desk.port,
        cookie ? "Cookie: peil_desk=" : "X: ", cookie ? cookie : "", extra,
        body ? body : "");
    return client_ask(c->desk.port, whole, arena);
}

static int status(struct class *c, const char *request, const char *cookie)
{
    return client_status(ask(c, request, cookie, NULL));
}

/* Opens the link; the cookie. */
static const char *enter(struct class *c)
{
    const char *link = strstr(peil_web_desk_link(c->web, arena), "/in/");
    const char *reply = ask(c, peil_arena_format(arena, "GET %s", link), NULL, NULL);
    assert_int_equal(client_status(reply), 303);
    const char *cookie = client_header(reply, "Set-Cookie", arena);
    assert_non_null(strstr(cookie, "HttpOnly; SameSite=Strict; Path=/"));
    return client_between(reply, "peil_desk=", ";", arena);
}

static const char *const behind[] = {
    "GET /",        "GET /state.json", "GET /projector",
    "GET /desk.js", "POST /open",      "POST /close",
};
static void pupils_find_nothing_of_it(void **state)
{
    struct class *c = *state;
    struct pupil p = class_pupil(c);
    const char *cookie = enter(c);
    const char *const paths[] = {
        "/state.json",
        "/projector",
        "/desk.js",
        "/desk.css",
        "/open",
        "/close",
        peil_arena_format(arena, "/in/%s", c->desk.link),
    };
    for (size_t i = 0; i < LENGTH(paths); i++) {
        assert_int_equal(client_status(pupil_get(&p, paths[i])), 404);
        p.cookie = cookie; /* nor with the right cookie of the wrong name */
    }
    /* And the other way round. */
    assert_int_equal(status(c, "GET /join", cookie), 404);
    assert_int_equal(status(c, "POST /answer", cookie), 404);
}

/* Not by an address that the class has, whatever it sends: nobody listens there. */
static void not_from_the_network(void **state)
{
    struct class *c = *state;
    const struct peil_address *own;
    size_t count = peil_address_own(&own, arena);
    for (size_t i = 0; i < count; i++) {
        struct sockaddr_in to = { .sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)c->desk.port),
                                  .sin_addr = { htonl(own[i].number) } };
        int descriptor = socket(AF_INET, SOCK_STREAM, 0);
        assert_true(connect(descriptor, (struct sockaddr *)&to, sizeof to) != 0);
        close(descriptor);
    }
}

static void nobody_without_the_cookie(void **state)
{
    struct class *c = *state;
    enter(c);
    char near[PEIL_TOKEN_LENGTH + 1];
    memcpy(near, c->desk.cookie, sizeof near);
    near[63] = near[63] == '0' ? '1' : '0';
    char other[PEIL_TOKEN_LENGTH + 1];
    peil_token_new(other);
    const char *const cookies[] = { NULL, "", near, other, "0", c->desk.link };
    for (size_t i = 0; i < LENGTH(behind); i++)
        for (size_t j = 0; j < LENGTH(cookies); j++) {
            const char *body = behind[i][0] == 'P' ? "t=x" : NULL;
            const char *reply = ask(c, behind[i], cookies[j], body);
            assert_int_equal(client_status(reply), 403);
            assert_null(strstr(reply, "Set-Cookie"));
        }
    assert_false(c->options.runner.classroom->closed);
}

static void the_link_opens_once(void **state)
{
    struct class *c = *state;
    const char *link = peil_web_desk_link(c->web, arena);
    const char *request = peil_arena_format(arena, "GET %s", strstr(link, "/in/"));
    const char *cookie = enter(c);
    assert_string_not_equal(peil_web_desk_link(c->web, arena), link);
    assert_int_equal(status(c, request, NULL), 403);
    /* Who is in already may press it again. */
    const char *again = ask(c, request, cookie, NULL);
    assert_int_equal(client_status(again), 303);
    assert_null(strstr(again, "Set-Cookie"));
    for (int i = 0; i < 200; i++) {
        char guess[PEIL_ID_LENGTH + 1];
        peil_token_id(guess);
        assert_int_equal(status(c, peil_arena_format(arena, "GET /in/%s", guess), NULL),
                         403);
    }
    assert_string_equal(enter(c), cookie); /* the fresh one */
}

static void refuses_other_hosts_and_origins(void **state)
{
    struct class *c = *state;
    const char *cookie = enter(c);
    const char *rebound = peil_arena_format(
        arena,
        "GET / HTTP/1.1\r\nHost: evil.example:%u\r\nCookie: peil_desk=%s\r\n"
        "Connection: close\r\n\r\n",
        c->desk.port, cookie);
    assert_int_equal(client_status(client_ask(c->desk.port, rebound, arena)), 421);
    const char *forged = peil_arena_format(
        arena,
        "POST /close HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nCookie: peil_desk=%s\r\n"
        "Origin: http://evil.example\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: 3\r\n"
        "Connection: close\r\n\r\nt=1",
        c->desk.port, cookie);
    assert_int_equal(client_status(client_ask(c->desk.port, forged, arena)), 403);
    assert_int_equal(client_status(ask(c, "POST /close", cookie, "t=1")), 403);
    assert_int_equal(client_status(ask(c, "POST /close", cookie, "")), 403);
    assert_false(c->options.runner.classroom->closed);
}

static void opens_and_closes(void **state)
{
    struct class *c = *state;
    const char *cookie = enter(c);
    const char *page = ask(c, "GET /", cookie, NULL);
    const char *token = client_between(page, "name=\"t\" value=\"", "\"", arena);
    const char *body = peil_arena_format(arena, "t=%s", token);
    assert_non_null(strstr(page, "action=\"/close\""));
    assert_int_equal(client_status(ask(c, "POST /close", cookie, body)), 303);
    assert_true(c->options.runner.classroom->closed);
    assert_non_null(strstr(ask(c, "GET /", cookie, NULL), "action=\"/open\""));
    assert_non_null(strstr(ask(c, "GET /projector", cookie, NULL), "is nu dicht"));
    assert_int_equal(client_status(ask(c, "POST /open", cookie, body)), 303);
    assert_false(c->options.runner.classroom->closed);
}

/* --- What it shows --- */

/* A class with one in each state, and an answer that must not show. */
static void fill(struct class *c, struct pupil pupils[CLASS_CARDS])
{
    for (size_t i = 0; i < CLASS_CARDS; i++) {
        pupils[i] = class_pupil(c);
        class_type(&pupils[i], c->codes[i].text);
        class_at(&pupils[i]);
        if (i == 0)
            continue;
        class_answer(&pupils[i], "code=8&do=next");
        class_at(&pupils[i]);
        class_answer(&pupils[i], i == 1 ? "code=2&do=next" : "code=1&do=next");
        class_at(&pupils[i]);
    }
    class_answer(&pupils[2], "code=10&text_10=GEHEIM+ANTWOORD&do=next");
    class_at(&pupils[3]);
    class_answer(&pupils[3], "do=hand-up");
    class_answer(&pupils[4], "do=stop");
    class_answer(&pupils[4], "do=keep");
    c->options.runner.classroom->moved = 3;
}

static void shows_the_class(void **state)
{
    struct class *c = *state;
    struct pupil pupils[CLASS_CARDS];
    fill(c, pupils);
    const char *cookie = enter(c);
    const char *reply = ask(c, "GET /state.json", cookie, NULL);
    const char *json = strstr(reply, "\r\n\r\n{") + 4;
    assert_non_null(strstr(reply, "Content-Type: application/json"));
    assert_non_null(strstr(json, "\"open\":true"));
    assert_non_null(strstr(json, "\"well\":true"));
    assert_non_null(strstr(json,
                           "\"counts\":{\"joined\":6,\"busy\":3,\"done\":0,\"hands\":1,"
                           "\"still\":0,\"stopped\":1,\"refused\":1,\"moved\":3}"));
    const char *tiles = strstr(json, "\"tiles\":[");
    assert_non_null(strstr(tiles, "{\"seat\":1,\"class\":\"tile joined\""));
    assert_non_null(strstr(tiles, "{\"seat\":2,\"class\":\"tile gone\""));
    assert_non_null(strstr(tiles, "{\"seat\":3,\"class\":\"tile busy\""));
    assert_non_null(strstr(tiles, "{\"seat\":4,\"class\":\"tile busy hand\""));
    assert_non_null(strstr(tiles, "{\"seat\":5,\"class\":\"tile gone\""));
    assert_null(strstr(tiles, "\"seat\":7"));
    const char *page = ask(c, "GET /", cookie, NULL);
    assert_non_null(strstr(page, "<li class=\"tile busy hand\"><b>4</b>"));
    assert_non_null(strstr(page, "<noscript><meta http-equiv=\"refresh\""));
}

/* No id, no code, no cookie, no answer, no text of a question, in nothing it says. */
static void tells_nothing_of_a_pupil(void **state)
{
    struct class *c = *state;
    struct pupil pupils[CLASS_CARDS];
    fill(c, pupils);
    const char *cookie = enter(c);
    const char *const pages[] = { "GET /", "GET /state.json", "GET /projector" };
    for (size_t i = 0; i < 3; i++) {
        const char *reply = ask(c, pages[i], cookie, NULL);
        assert_int_equal(client_status(reply), 200);
        assert_null(strstr(reply, "GEHEIM"));
        assert_null(strstr(reply, "Naar wie ga je"));
        assert_null(strstr(reply, "Iemand anders"));
        for (size_t j = 0; j < CLASS_CARDS; j++) {
            const struct peil_session *session =
                peil_sessions_seat(c->options.runner.sessions, j);
            assert_null(strstr(reply, session->response));
            assert_null(strstr(reply, pupils[j].cookie));
            assert_null(strstr(reply, c->codes[j].text));
        }
    }
}

static void says_when_it_is_quiet(void **state)
{
    struct class *c = *state;
    struct pupil pupils[CLASS_CARDS];
    fill(c, pupils);
    struct peil_sessions *sessions = c->options.runner.sessions;
    struct peil_session *session =
        peil_sessions_holder(sessions, peil_sessions_seat(sessions, 2)->response);
    session->seen -= PEIL_BOARD_STILL + 1;
    session->unsaved = true;
    struct peil_board board =
        peil_board_read(sessions, c->options.runner.classroom, c->options.runner.store,
                        session->seen + PEIL_BOARD_STILL + 1, arena);
    assert_int_equal(board.tiles[2].state, PEIL_TILE_STILL);
    assert_true(board.tiles[2].unsaved);
    assert_int_equal(board.unsaved, 1);
    assert_int_equal(board.tiles[3].state, PEIL_TILE_BUSY);
    assert_true(board.since_commit >= 0);
    /* Any sign of life will do. */
    class_at(&pupils[2]);
    assert_true(session->seen > 0);
    const char *json = ask(c, "GET /state.json", enter(c), NULL);
    assert_non_null(strstr(json, "{\"seat\":3,\"class\":\"tile busy unsaved\""));
}

static void shows_the_way_in(void **state)
{
    struct class *c = *state;
    const char *page = ask(c, "GET /projector", enter(c), NULL);
    assert_non_null(strstr(
        page, peil_arena_format(arena, "127.0.0.1:%u</p>", c->options.listen.port)));
    assert_non_null(strstr(page, c->options.runner.classroom->word));
    assert_null(strstr(page, "wifi"));
    c->desk.network = "Peil <klas>";
    c->desk.password = "otter";
    page = ask(c, "GET /projector", enter(c), NULL);
    assert_non_null(strstr(page, "Peil &lt;klas&gt;"));
    assert_non_null(strstr(page, "otter"));
}

int main(void)
{
    const struct test tests[] = {
        TEST(pupils_find_nothing_of_it),
        TEST(not_from_the_network),
        TEST(nobody_without_the_cookie),
        TEST(the_link_opens_once),
        TEST(refuses_other_hosts_and_origins),
        TEST(opens_and_closes),
        TEST(shows_the_class),
        TEST(tells_nothing_of_a_pupil),
        TEST(says_when_it_is_quiet),
        TEST(shows_the_way_in),
    };
    return run_suite(tests, LENGTH(tests), class_begin, class_end);
}
