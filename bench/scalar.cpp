// The scalar program that thermogen is measured beside: our own code, with the data structures of the published
// one. Every unit has a list of its neighbours and of the bonds to them; forces are sums over those lists, one
// sample at a time, in double precision; training loops over all bonds at every step.
//   scalar < tasks         one task on a line (as in peer.py), one timing on a line
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <random>
#include <string>
#include <vector>

struct Bond {
  int first, second;
};

struct Neighbour {
  int unit, bond;
};

class Computer {
 public:
  static constexpr int visible = 784, hidden = 512, units = visible + hidden;

  Computer() : neighbours(units), x(units), force(units), residual(units), bias(units), bias_gradient(units) {
    for (int i = 0; i < units; ++i) {
      for (int j = std::max(i + 1, visible); j < units; ++j) {
        neighbours[i].push_back({j, static_cast<int>(bonds.size())});
        neighbours[j].push_back({i, static_cast<int>(bonds.size())});
        bonds.push_back({i, j});
        coupling.push_back(0.01 * normal(random));
      }
    }
    gradient.resize(bonds.size());
    for (double& value : x) value = 0.2 * normal(random);
    for (double& value : factors) value = 0.05 * normal(random);
    for (double& value : core) value = 0.5 * normal(random);
    for (double& value : diagonal) value = 0.01 * normal(random);
  }

  // One step of generation of one sample.
  void step(double dt) {
    const double sigma = std::sqrt(2.0 * kt * dt);
    for (int i = 0; i < units; ++i) force[i] = -gradient_of_potential(i);
    for (int i = 0; i < units; ++i) x[i] += force[i] * dt + sigma * normal(random);
  }

  // The same with couplings in factors, J = F M F^T - diag(d), as numpy_peer.py has it.
  void factored_step(double dt) {
    const double sigma = std::sqrt(2.0 * kt * dt);
    std::array<double, 2 * columns> modes{}, pulls{};
    for (int i = 0; i < units; ++i)
      for (int k = 0; k < columns; ++k) modes[k + (i < visible ? 0 : columns)] += factors[i * columns + k] * x[i];
    for (int k = 0; k < 2 * columns; ++k)
      for (int l = 0; l < 2 * columns; ++l) pulls[k] += core[k * 2 * columns + l] * modes[l];
    for (int i = 0; i < units; ++i) {
      force[i] = -(on_site(x[i]) + bias[i] - diagonal[i] * x[i]);
      for (int k = 0; k < columns; ++k) force[i] -= factors[i * columns + k] * pulls[k + (i < visible ? 0 : columns)];
    }
    for (int i = 0; i < units; ++i) x[i] += force[i] * dt + sigma * normal(random);
  }

  // One step of noising and its part of the gradient.
  void train(double dt, double ramp) {
    const double sigma = std::sqrt(2.0 * kt * dt);
    for (int i = 0; i < units; ++i) {
      const double drive = (i % 2 ? 2.0 : -2.0) * ramp;
      residual[i] = (drive - on_site(x[i])) * dt + sigma * normal(random);
      x[i] += residual[i];
    }
    for (int i = 0; i < units; ++i) residual[i] = (gradient_of_potential(i) * dt - residual[i]) / (2.0 * kt);
    for (std::size_t k = 0; k < bonds.size(); ++k) {
      const auto [i, j] = bonds[k];
      gradient[k] += residual[i] * x[j] + residual[j] * x[i];
    }
    for (int i = visible; i < units; ++i) bias_gradient[i] += residual[i];
  }

  double normal_number() { return normal(random); }
  double checksum() const { return x[0] + gradient[0] + bias_gradient[visible]; }

 private:
  static double on_site(double x) { return 2.0 * x + 4.0 * x * x * x; }

  double gradient_of_potential(int i) const {
    double sum = on_site(x[i]) + bias[i];
    for (const auto& [unit, bond] : neighbours[i]) sum += coupling[bond] * x[unit];
    return sum;
  }

  static constexpr double kt = 0.1;
  static constexpr int columns = 6;
  std::vector<Bond> bonds;
  std::vector<std::vector<Neighbour>> neighbours;
  std::vector<double> coupling, gradient, x, force, residual, bias, bias_gradient;
  std::vector<double> factors = std::vector<double>(units * columns), core = std::vector<double>(4 * columns * columns),
                      diagonal = std::vector<double>(units);
  std::mt19937 random{1};
  std::normal_distribution<double> normal;
};

// Seconds that the work takes.
template <class Work>
double timed(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The number that follows a name in a line of JSON.
double number(const std::string& line, const std::string& name) {
  const auto at = line.find("\"" + name + "\":");
  return at == std::string::npos ? 0.0 : std::stod(line.substr(at + name.size() + 3));
}

int main() {
  Computer computer;
  double sum = 0.0;
  std::cout << "{\"versions\":{\"g++\":\"" << __VERSION__ << "\"}}" << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    const bool generate = line.find("\"generate\"") != std::string::npos;
    const bool factored = line.find("\"factored\"") != std::string::npos;
    const bool cycle = line.find("\"cycle\"") != std::string::npos;
    const double seconds = number(line, "seconds"), samples = number(line, "samples");
    double best = INFINITY, spent = 0.0;
    long calls = 0;
    const int per_slice = generate || factored || cycle ? 8 : 100000;
    while (spent < seconds || calls < 3 * per_slice) {
      const double slice = timed([&] {
        for (int i = 0; i < per_slice; ++i) {
          if (generate) computer.step(0.01);
          else if (factored) computer.factored_step(0.01);
          else if (cycle) computer.train(0.001, 0.5);
          else sum += computer.normal_number();
        }
      });
      best = std::min(best, slice / per_slice);
      spent += slice;
      calls += per_slice;
    }
    // Samples, and the 2,500 steps of a cycle, go one after the other: their time is that of one times their number.
    const double times = generate || factored ? samples : cycle ? 2500.0 : 1.0;
    std::printf("{\"wall\":%.9g,\"calls\":%.9g}\n", best * times, calls / times);
    std::fflush(stdout);
  }
  std::cerr << (std::isfinite(sum + computer.checksum()) ? "" : "scalar: not finite\n");
}
