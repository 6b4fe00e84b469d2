// A peer for the exchange's benchmark: decodes a BinaryFILE of ITCH 5.0 and builds books of price levels, in C++, out of memory, on one
// thread. It prints lines of "NAME MILLION-MESSAGES-PER-SECOND CHECKSUM": the benchmark compares the checksums with its own, so both have
// done the same work. Rates are of the CPU time of the thread.
//
//     itch_peer FILE        FILE is the day that `benchmarks exchange` writes
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include <time.h>

namespace {

using Bytes = std::vector<uint8_t>;

// Fields at fixed offsets, big-endian.
uint16_t u16(const uint8_t* at) { uint16_t v; std::memcpy(&v, at, sizeof v); return __builtin_bswap16(v); }
uint32_t u32(const uint8_t* at) { uint32_t v; std::memcpy(&v, at, sizeof v); return __builtin_bswap32(v); }
uint64_t u64(const uint8_t* at) { uint64_t v; std::memcpy(&v, at, sizeof v); return __builtin_bswap64(v); }

struct Header {
    uint16_t locate, tracking;
    uint64_t timestamp;
};

struct Add { Header header; uint64_t reference; char side; uint32_t shares; uint64_t stock; uint32_t price; };
struct Attributed { Add add; uint32_t attribution; };
struct Executed { Header header; uint64_t reference; uint32_t shares; uint64_t match; };
struct Priced { Executed executed; char printable; uint32_t price; };
struct Cancel { Header header; uint64_t reference; uint32_t cancelled; };
struct Delete { Header header; uint64_t reference; };
struct Replace { Header header; uint64_t original, reference; uint32_t shares, price; };
struct Trade { Header header; uint64_t reference; char side; uint32_t shares; uint64_t stock; uint32_t price; uint64_t match; };
struct Interest { Header header; uint64_t stock; char interest; };

Header header(const uint8_t* m) { return {u16(m + 1), u16(m + 3), static_cast<uint64_t>(u16(m + 5)) << 32 | u32(m + 7)}; }
Add add(const uint8_t* m) { return {header(m), u64(m + 11), static_cast<char>(m[19]), u32(m + 20), u64(m + 24), u32(m + 32)}; }
Attributed attributed(const uint8_t* m) { return {add(m), u32(m + 36)}; }
Executed executed(const uint8_t* m) { return {header(m), u64(m + 11), u32(m + 19), u64(m + 23)}; }
Priced priced(const uint8_t* m) { return {executed(m), static_cast<char>(m[31]), u32(m + 32)}; }
Cancel cancel(const uint8_t* m) { return {header(m), u64(m + 11), u32(m + 19)}; }
Delete erase(const uint8_t* m) { return {header(m), u64(m + 11)}; }
Replace replace(const uint8_t* m) { return {header(m), u64(m + 11), u64(m + 19), u32(m + 27), u32(m + 31)}; }
Interest interest(const uint8_t* m) { return {header(m), u64(m + 11), static_cast<char>(m[19])}; }
Trade trade(const uint8_t* m)
{
    return {header(m), u64(m + 11), static_cast<char>(m[19]), u32(m + 20), u64(m + 24), u32(m + 32), u64(m + 36)};
}

// The sum of every field, so that nothing can be left out.
uint64_t sum(const Header& h) { return h.locate + h.tracking + h.timestamp; }
uint64_t sum(const Add& a) { return sum(a.header) + a.reference + a.side + a.shares + a.stock + a.price; }
uint64_t sum(const Attributed& a) { return sum(a.add) + a.attribution; }
uint64_t sum(const Executed& e) { return sum(e.header) + e.reference + e.shares + e.match; }
uint64_t sum(const Priced& p) { return sum(p.executed) + p.printable + p.price; }
uint64_t sum(const Cancel& c) { return sum(c.header) + c.reference + c.cancelled; }
uint64_t sum(const Delete& d) { return sum(d.header) + d.reference; }
uint64_t sum(const Replace& r) { return sum(r.header) + r.original + r.reference + r.shares + r.price; }
uint64_t sum(const Trade& t) { return sum(t.header) + t.reference + t.side + t.shares + t.stock + t.price + t.match; }
uint64_t sum(const Interest& i) { return sum(i.header) + i.stock + i.interest; }

uint64_t decode(const uint8_t* m)
{
    switch (m[0]) {
        case 'A': return sum(add(m));
        case 'D': return sum(erase(m));
        case 'N': return sum(interest(m));
        case 'U': return sum(replace(m));
        case 'E': return sum(executed(m));
        case 'X': return sum(cancel(m));
        case 'P': return sum(trade(m));
        case 'F': return sum(attributed(m));
        case 'C': return sum(priced(m));
        default: return sum(header(m));
    }
}

// The levels of one side, the best last. A better price is the higher key.
class Side {
public:
    void change(uint32_t key, int64_t shares, int orders)
    {
        auto level = levels_.size();
        while (level > 0 && levels_[level - 1].key > key)
            level--;
        if (level == 0 || levels_[level - 1].key != key) {
            levels_.insert(levels_.begin() + static_cast<std::ptrdiff_t>(level), {key, 0, 0});
            level++;
        }
        auto& found = levels_[level - 1];
        found.shares += static_cast<uint64_t>(shares);
        found.orders += orders;
        if (found.orders == 0)
            levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(level - 1));
    }

    uint64_t checksum() const
    {
        uint64_t sum = 0;
        for (const auto& level : levels_)
            sum += level.shares * static_cast<uint64_t>(level.orders);
        return sum;
    }

private:
    struct Level { uint32_t key; int orders; uint64_t shares; };
    std::vector<Level> levels_;
};

// Books of levels. An order is found by its number, which is its place in an array; there is no queue of orders at a price.
class Books {
public:
    explicit Books(size_t orders) : books_(1 << 16), orders_(orders) {}

    void apply(const uint8_t* m)
    {
        switch (m[0]) {
            case 'A':
            case 'F': {
                const auto a = add(m);
                enter(a.reference, a.header.locate, a.side == 'B', a.shares, a.price);
                break;
            }
            case 'D': reduce(erase(m).reference, UINT32_MAX); break;
            case 'E': { const auto e = executed(m); reduce(e.reference, e.shares); break; }
            case 'C': { const auto e = executed(m); reduce(e.reference, e.shares); break; }
            case 'X': { const auto c = cancel(m); reduce(c.reference, c.cancelled); break; }
            case 'U': {
                const auto r = replace(m);
                const auto old = orders_[r.original];
                reduce(r.original, UINT32_MAX);
                enter(r.reference, old.locate, old.isBid, r.shares, r.price);
                break;
            }
        }
    }

    uint64_t checksum() const
    {
        uint64_t sum = 0;
        for (const auto& book : books_)
            sum += book[0].checksum() + book[1].checksum();
        return sum;
    }

private:
    struct Order { uint32_t shares, key; uint16_t locate; bool isBid; };
    struct Book { Side sides[2]; Side& operator[](int side) { return sides[side]; } const Side& operator[](int side) const { return sides[side]; } };

    void enter(uint64_t reference, uint16_t locate, bool isBid, uint32_t shares, uint32_t price)
    {
        if (reference >= orders_.size())
            orders_.resize(2 * reference);
        const auto key = isBid ? price : ~price;
        orders_[reference] = {shares, key, locate, isBid};
        books_[locate][isBid].change(key, shares, 1);
    }

    void reduce(uint64_t reference, uint32_t shares)
    {
        auto& order = orders_[reference];
        const auto taken = std::min(shares, order.shares);
        order.shares -= taken;
        books_[order.locate][order.isBid].change(order.key, -static_cast<int64_t>(taken), order.shares == 0 ? -1 : 0);
    }

    std::vector<Book> books_;
    std::vector<Order> orders_;
};

template <typename Action>
uint64_t walk(const Bytes& day, Action action)
{
    uint64_t messages = 0;
    const auto* at = day.data();
    for (const auto* end = at + day.size(); at < end; messages++) {
        action(at + 2);
        at += 2 + u16(at);
    }
    return messages;
}

double seconds()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <typename Action>
void measure(const char* name, Action action)
{
    const auto before = seconds();
    const auto [messages, checksum] = action();
    std::printf("%s %.3f %llu\n", name, static_cast<double>(messages) / 1e6 / (seconds() - before), static_cast<unsigned long long>(checksum));
}

}  // namespace

int main(int count, char** words)
{
    if (count != 2)
        return std::fprintf(stderr, "usage: itch_peer FILE\n"), 2;
    std::ifstream file(words[1], std::ios::binary);
    const Bytes day{std::istreambuf_iterator<char>(file), {}};
    if (day.empty())
        return std::fprintf(stderr, "itch_peer: %s can't be read, or is empty\n", words[1]), 1;

    measure("decode", [&] {
        uint64_t checksum = 0;
        const auto messages = walk(day, [&](const uint8_t* message) { checksum += decode(message); });
        return std::pair{messages, checksum};
    });
    measure("books", [&] {
        Books books(1 << 20);
        const auto messages = walk(day, [&](const uint8_t* message) { books.apply(message); });
        return std::pair{messages, books.checksum()};
    });
}
