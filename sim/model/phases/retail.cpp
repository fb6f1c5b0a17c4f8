// Retail: many buyers order a few units at posted prices. A market may have millions of buyers, so blocks of buyers ask
// in parallel, then parts of the traders serve in parallel. Blocks and parts follow from the market's size alone, and
// every trader serves its requests in the order of buyers, so results do not depend on the number of threads.

#include "entrepot/model/submodels/retail.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include "entrepot/core/parallel.hpp"
#include "entrepot/model/phases.hpp"

namespace entrepot::model {
namespace {

using world::RetailMarket;

constexpr std::size_t buyers_of_block = 2048;
constexpr std::size_t buyers_of_call = 4;  // random numbers come by the four
constexpr std::size_t most_parts = 16;
constexpr Week when_found_out = -1;  // names the draw beside those of requests, which are numbered from 0
constexpr float nothing_to_sell = std::numeric_limits<float>::infinity();

/// A buyer's request to a trader, in four bytes.
class Request {
 public:
  Request() = default;
  Request(std::uint32_t trader, std::uint32_t units, bool restricted)
      : bits_((trader << 5U) | (static_cast<std::uint32_t>(restricted) << 4U) | units) {}
  [[nodiscard]] std::uint32_t trader() const { return bits_ >> 5U; }
  [[nodiscard]] bool restricted() const { return (bits_ & 16U) != 0; }
  [[nodiscard]] std::uint32_t units() const { return bits_ & 15U; }

 private:
  std::uint32_t bits_;
};

/// The requests of a week by block of buyers, sorted within a block by the part of the traders they go to, then by
/// buyer.
class Requests {
 public:
  explicit Requests(const RetailMarket& market)
      : blocks_((market.buyers + buyers_of_block - 1) / buyers_of_block),
        all_(std::make_unique_for_overwrite<Request[]>(blocks_ * buyers_of_block)),
        ends_(blocks_ * most_parts) {
    while ((market.traders - 1) >> shift_ >= most_parts) ++shift_;
  }
  [[nodiscard]] std::size_t blocks() const { return blocks_; }
  [[nodiscard]] std::size_t parts(const RetailMarket& market) const { return ((market.traders - 1) >> shift_) + 1; }
  [[nodiscard]] std::uint32_t traders_of_part() const { return 1U << shift_; }
  /// Take the requests of a block, at most buyers_of_block of them.
  void put(std::size_t block, std::span<const Request> requests) {
    std::array<std::uint32_t, most_parts + 1> next{};
    for (const Request request : requests) ++next[(request.trader() >> shift_) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::copy(next.begin() + 1, next.end(), ends_.begin() + static_cast<std::ptrdiff_t>(block * most_parts));
    Request* const into = all_.get() + block * buyers_of_block;
    for (const Request request : requests) into[next[request.trader() >> shift_]++] = request;
  }
  [[nodiscard]] std::span<const Request> of(std::size_t block, std::size_t part) const {
    const Request* const begin = all_.get() + block * buyers_of_block;
    const std::uint32_t* const ends = ends_.data() + block * most_parts;
    return {begin + (part == 0 ? 0 : ends[part - 1]), begin + ends[part]};
  }

 private:
  std::size_t blocks_;
  unsigned shift_ = 0;
  std::unique_ptr<Request[]> all_;   // NOLINT: a vector would be filled twice
  std::vector<std::uint32_t> ends_;  ///< [block x part]
};

/// A trader's week.
struct Shop {
  Units asked = 0;
  Units sold = 0;
  Units carried_off = 0;
};

/// Sums over traders. All are integers except the sum of prices, which is added up in a fixed order.
struct Trade {
  Units asked = 0;
  Units sold = 0;
  Units carried_off = 0;
  Units found_out = 0;
  Money takings;
  double prices = 0;
  std::vector<Units> sold_of, ordered_of;  ///< by number of the product in the market
  explicit Trade(std::size_t products) : sold_of(products, 0), ordered_of(products, 0) {}
  void add(const Trade& other) {
    asked += other.asked;
    sold += other.sold;
    carried_off += other.carried_off;
    found_out += other.found_out;
    takings += other.takings;
    prices += other.prices;
    for (std::size_t k = 0; k < sold_of.size(); ++k) {
      sold_of[k] += other.sold_of[k];
      ordered_of[k] += other.ordered_of[k];
    }
  }
};

/// A week of one market.
class MarketWeek {
 public:
  MarketWeek(RetailWeek week, const RetailMarket& market)
      : week_(week),
        market_(market),
        model_(*market.parameters),
        demand_(model_.mean_demand, model_.most_units),
        offers_(market.traders),
        orders_(market.traders),
        requests_(market) {
    for (const ProductId p : market.products)
      barred_.push_back(week->rules.decision(p, market.destination, market.destination).licence_required() ? 1 : 0);
  }

  void run() {
    post_offers();
    parallel::for_each(requests_.blocks(), [&](std::size_t block) { ask(block); });
    std::vector<Trade> parts(requests_.parts(market_), Trade(market_.products.size()));
    parallel::for_each(parts.size(), [&](std::size_t part) { trade(part, parts[part]); });
    Trade all(market_.products.size());
    for (const Trade& part : parts) all.add(part);
    post(all);
    deliver(all);
  }

 private:
  [[nodiscard]] RetailTraderId row(std::uint32_t trader) const {
    return RetailTraderId{std::size_t{market_.first_trader} + trader};
  }
  [[nodiscard]] world::RetailState& state() const { return week_.retail(); }

  void post_offers() {
    for (std::uint32_t t = 0; t < market_.traders; ++t)
      offers_[t] = state().stock[row(t)] > 0 ? state().price[row(t)] : nothing_to_sell;
  }

  void ask(std::size_t block);
  void trade(std::size_t part, Trade& sum);
  void fill(std::size_t part, std::uint32_t first, std::span<Shop> shops) const;
  [[nodiscard]] Units carried_off(std::uint32_t trader, Week number, Units units) const;
  void close(std::uint32_t trader, const Shop& shop, Trade& sum);
  void post(const Trade& trade);
  void deliver(const Trade& trade);

  RetailWeek week_;
  const RetailMarket& market_;
  const scenario::RetailMarket& model_;
  submodels::SmallDemand demand_;
  std::vector<char> barred_;   ///< by number of the product: whether end users at the destination need a licence
  std::vector<float> offers_;  ///< by trader
  std::vector<Units> orders_;  ///< by trader
  Requests requests_;
};

/// Buyers of a block who want units ask the cheapest trader they know that has stock; the first of equals.
void MarketWeek::ask(std::size_t block) {
  const std::size_t first = block * buyers_of_block;
  const std::size_t size = std::min<std::size_t>(buyers_of_block, market_.buyers - first);
  std::array<std::uint32_t, buyers_of_block> words;  // NOLINT: filled next
  week_->streams.words(market_.id + first / buyers_of_call, week_->number, Purpose::retail,
                       std::span(words).first((size + buyers_of_call - 1) / buyers_of_call * buyers_of_call));
  std::array<std::uint32_t, buyers_of_block> wishes;  // NOLINT: filled next; number of the buyer in the block, units
  std::size_t wishing = 0;
  for (std::uint32_t b = 0; b < size; ++b) {
    const std::uint32_t units = demand_.units_at(words[b]);
    wishes[wishing] = (b << 4U) | units;
    wishing += static_cast<std::size_t>(units > 0);
  }

  std::array<Request, buyers_of_block> asked;  // NOLINT: filled next
  std::size_t asking = 0;
  const auto width = static_cast<std::size_t>(model_.known_traders);
  const std::uint32_t* const books = market_.known.data() + first * width;
  const std::size_t restricted = market_.restricted_buyers - std::min<std::size_t>(first, market_.restricted_buyers);
  for (std::size_t w = 0; w < wishing; ++w) {
    const std::uint32_t b = wishes[w] >> 4U;
    const std::uint32_t* const known = books + b * width;
    std::uint32_t best = known[0];
    float offer = offers_[best];
    for (std::size_t k = 1; k < width; ++k) {
      const bool cheaper = offers_[known[k]] < offer;
      best = cheaper ? known[k] : best;
      offer = cheaper ? offers_[known[k]] : offer;
    }
    asked[asking] = Request(best, wishes[w] & 15U, b < restricted);
    asking += static_cast<std::size_t>(offer < nothing_to_sell);
  }
  requests_.put(block, std::span<const Request>(asked).first(asking));
}

void MarketWeek::trade(std::size_t part, Trade& sum) {
  const std::uint32_t first = static_cast<std::uint32_t>(part) * requests_.traders_of_part();
  std::vector<Shop> shops(std::min(requests_.traders_of_part(), market_.traders - first));
  fill(part, first, shops);
  for (std::uint32_t t = 0; t < shops.size(); ++t) close(first + t, shops[t], sum);
}

/// First come, first served, until the stock at the start of the week is sold.
void MarketWeek::fill(std::size_t part, std::uint32_t first, std::span<Shop> shops) const {
  for (std::size_t block = 0; block < requests_.blocks(); ++block) {
    for (const Request request : requests_.of(block, part)) {
      Shop& shop = shops[request.trader() - first];
      const Units units = request.units();
      const Units sold = std::min(units, state().stock[row(request.trader())] - shop.sold);
      if (request.restricted() && sold > 0)
        shop.carried_off += carried_off(request.trader(), static_cast<Week>(shop.asked), sold);
      shop.asked += units;
      shop.sold += sold;
    }
  }
}

/// Units diverted of those that a restricted buyer bought; `number` distinguishes its purchase at the trader that week.
Units MarketWeek::carried_off(std::uint32_t trader, Week number, Units units) const {
  if (barred_[market_.kind_of(trader)] == 0) return 0;
  const double chance = submodels::diversion_probability(model_, state().caution[row(trader)]);
  Draws draws = week_->streams.at(stable_pair(market_.id, trader, number), week_->number, Purpose::retail_diversion);
  return draws.bernoulli(chance) ? units : 0;
}

/// The trader counts its takings, revises price and expectation, and orders.
void MarketWeek::close(std::uint32_t trader, const Shop& shop, Trade& sum) {
  const RetailTraderId t = row(trader);
  auto& retail = state();
  const ProductId product = week_->agents.retail.product[t];
  const Money price = week_->list_price(product).scaled(static_cast<double>(retail.price[t]));
  bool found_out = false;
  if (shop.carried_off > 0) {
    Draws draws =
        week_->streams.at(stable_pair(market_.id, trader, when_found_out), week_->number, Purpose::retail_diversion);
    found_out = draws.bernoulli(submodels::retail_detection_probability(model_, shop.carried_off));
  }
  retail.price[t] = submodels::next_price(model_, retail.price[t], shop.asked, retail.stock[t]);
  retail.caution[t] = submodels::next_caution(model_, retail.caution[t], found_out);
  retail.expected[t] = submodels::next_expected(model_, retail.expected[t], shop.asked);
  retail.stock[t] -= shop.sold;
  orders_[trader] = submodels::order(model_, retail.expected[t], retail.stock[t]);

  sum.asked += shop.asked;
  sum.sold += shop.sold;
  sum.carried_off += shop.carried_off;
  sum.found_out += static_cast<Units>(found_out);
  sum.takings += price * shop.sold;
  sum.prices += static_cast<double>(retail.price[t]);
  sum.sold_of[market_.kind_of(trader)] += shop.sold;
  sum.ordered_of[market_.kind_of(trader)] += orders_[trader];
}

/// Enter the week in the books and the record.
void MarketWeek::post(const Trade& trade) {
  for (std::size_t k = 0; k < market_.products.size(); ++k) {
    week_.ledger().move(retail_traders(), retail_buyers(), market_.products[k], trade.sold_of[k]);
    state().bought[market_.products[k]] += trade.sold_of[k];
  }
  week_.ledger().pay(retail_buyers(), retail_traders(), trade.takings);
  state().takings += trade.takings;
  state().paid += trade.takings;

  auto& record = week_.record();
  record.retail_asked(week_->number, market_.row) = trade.asked;
  record.retail_sold(week_->number, market_.row) = trade.sold;
  record.retail_carried_off(week_->number, market_.row) = trade.carried_off;
  record.retail_takings(week_->number, market_.row) = trade.takings.cents;
  record.retail_price(week_->number, market_.row) = trade.prices / static_cast<double>(market_.traders);
  record.retail_found_out(week_->number, market_.row) = trade.found_out;
}

/// Orders beyond what can be delivered are cut in proportion, down to whole units.
void MarketWeek::deliver(const Trade& trade) {
  const std::size_t products = market_.products.size();
  const double supply = model_.supply_per_buyer * static_cast<double>(market_.buyers) / static_cast<double>(products);
  std::vector<double> share(products, 1.0);
  for (std::size_t k = 0; k < products; ++k) {
    const auto ordered = static_cast<double>(trade.ordered_of[k]);
    if (ordered > supply) share[k] = supply / ordered;
  }
  std::vector<Units> delivered(products, 0);
  for (std::uint32_t t = 0; t < market_.traders; ++t) {
    const std::size_t k = market_.kind_of(t);
    const auto units = static_cast<Units>(std::floor(static_cast<double>(orders_[t]) * share[k]));
    state().stock[row(t)] += units;
    delivered[k] += units;
  }
  for (std::size_t k = 0; k < products; ++k)
    week_.ledger().move(production(), retail_traders(), market_.products[k], delivered[k]);
}

}  // namespace

void phases::retail(RetailWeek week) {
  for (const RetailMarket& market : week->agents.retail.markets) MarketWeek(week, market).run();
}

}  // namespace entrepot::model
