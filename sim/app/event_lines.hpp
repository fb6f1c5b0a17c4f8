#pragma once
// Events of a replicate as JSON, one object a line.

#include <cstdio>

#include "entrepot/engine/events.hpp"

namespace entrepot::app {

class EventLines : public engine::EventSink {
 public:
  explicit EventLines(std::FILE* to) : to_(to) {}
  void take(const engine::Tick& tick, const engine::Event& event) override;

 private:
  std::FILE* to_;
};

}  // namespace entrepot::app
