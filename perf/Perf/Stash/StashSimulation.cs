// ./fog bench stash --simulate N: the trees of a map, each with so many operations, and what their stashes held (docs/oblivious-map.md).
using System.Globalization;
using MobileCoin.Oblivious.Map;
using MobileCoin.Oblivious.Simulation;

namespace MobileCoin.Perf;

internal static class StashSimulation
{
    internal const string Usage = "usage: bench stash --simulate OPERATIONS [--records RECORDS] [--seed SEED]; numbers may be written 2^20";

    /// <summary>Runs with what follows "stash" on the command line.</summary>
    internal static int Run(IReadOnlyList<string> options)
    {
        long operations = 0, records = 1 << 20, seed = 1;
        for (int i = 0; i < options.Count; i += 2)
        {
            if (i + 1 == options.Count || !TryNumber(options[i + 1], out long number)) return Refuse($"{options[i]} needs a number");
            switch (options[i])
            {
                case "--simulate":
                    operations = number;
                    break;
                case "--records":
                    records = number;
                    break;
                case "--seed":
                    seed = number;
                    break;
                default:
                    return Refuse($"unknown option {options[i]}");
            }
        }
        if (operations < 1) return Refuse("how many operations?");
        if (records is < 2 or > 1 << 28) return Refuse($"{records} records: expected 2 to 2^28");

        Processor.Pin();
        Console.WriteLine($"{records:N0} records, {operations:N0} operations on each tree, seed {seed}");
        List<double> bits = [];
        foreach ((string name, long blocks) in Trees(records))
        {
            var tail = new StashTail(blocks);
            Simulate(blocks, operations, (ulong)seed, tail);
            Console.WriteLine();
            tail.Print(name);
            bits.Add(tail.OverflowBits());
        }
        Console.WriteLine();
        if (!bits.Exists(double.IsNaN)) Console.WriteLine($"all trees together, extrapolated: an operation overflows a stash with probability 2^{Log2.Sum(bits):F0}");
        SpillTail.Print(records);
        return 0;
    }

    /// <summary>The trees that a map of so many records has, largest first.</summary>
    internal static IEnumerable<(string Name, long Blocks)> Trees(long records)
    {
        yield return ("records", records);
        var layout = new MapLayout(records);
        long blocks = layout.IndexBuckets;
        yield return ("index", blocks);
        for (int i = layout.PositionTrees(blocks); i > 0; i--)
        {
            blocks = MapLayout.Above(blocks);
            yield return ("positions", blocks);
        }
    }

    // Any sequence of operations gives the same distribution, for labels are drawn afresh each time: blocks at random, all of them present.
    private static void Simulate(long blocks, long operations, ulong seed, StashTail tail)
    {
        using var simulator = new StashSimulator(blocks);
        var random = new Xoshiro(seed);
        uint[] labels = new uint[blocks];
        for (uint i = 0; i < labels.Length; i++)
        {
            labels[i] = (uint)random.Next() | 1;
            simulator.Insert(labels[i], i);
        }
        uint number = random.Below((uint)blocks);
        for (long n = 0; n < operations; n++)
        {
            uint following = random.Below((uint)blocks);
            simulator.Prefetch(labels[following]);
            simulator.Take(labels[number], number);
            labels[number] = (uint)random.Next() | 1;
            simulator.Put(labels[number], number);
            tail.Count(simulator.StashSize);
            number = following;
        }
    }

    private static bool TryNumber(string text, out long number)
    {
        if (!text.StartsWith("2^", StringComparison.Ordinal)) return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        bool power = int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int log) && log < 63;
        number = power ? 1L << log : 0;
        return power;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine($"{message}; {Usage}");
        return 2;
    }

    /// <summary>xoshiro256++ of Blackman and Vigna: fast, and the same in every run.</summary>
    private sealed class Xoshiro
    {
        private ulong _a, _b, _c, _d;

        internal Xoshiro(ulong seed)
        {
            _a = MapFixture.Mix(seed += 0x9E37_79B9_7F4A_7C15);
            _b = MapFixture.Mix(seed += 0x9E37_79B9_7F4A_7C15);
            _c = MapFixture.Mix(seed += 0x9E37_79B9_7F4A_7C15);
            _d = MapFixture.Mix(seed + 0x9E37_79B9_7F4A_7C15);
        }

        internal ulong Next()
        {
            ulong result = ulong.RotateLeft(_a + _d, 23) + _a;
            ulong t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = ulong.RotateLeft(_d, 45);
            return result;
        }

        internal uint Below(uint limit) => (uint)(((Next() >> 32) * limit) >> 32);
    }
}
