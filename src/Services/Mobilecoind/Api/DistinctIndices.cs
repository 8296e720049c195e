// Which outputs hide a real one (fact sheet ledger §7.2, rings).
using System.Buffers.Binary;
using MobileCoin.Crypto;

namespace MobileCoin.Mobilecoind;

/// <summary>Draws places uniformly and without repetition.</summary>
internal static class DistinctIndices
{
    /// <summary>Some of the numbers below a bound, in random order, each set equally likely.</summary>
    /// <param name="bound">Beyond the highest.</param>
    /// <param name="count">How many; no more than there are besides the excluded.</param>
    /// <param name="excluded">What is not drawn.</param>
    /// <param name="random">Gives random bytes.</param>
    internal static ulong[] Draw(ulong bound, int count, IReadOnlySet<ulong> excluded, RandomFill random)
    {
        ulong free = bound - (ulong)excluded.Count;
        // The first numbers of a shuffle of all free places, of which only the moved ones are kept.
        var moved = new Dictionary<ulong, ulong>();
        ulong[] sorted = [.. excluded.Order()];
        var drawn = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            ulong at = (ulong)i + Below(free - (ulong)i, random);
            ulong place = moved.GetValueOrDefault(at, at);
            moved[at] = moved.GetValueOrDefault((ulong)i, (ulong)i);
            foreach (ulong skipped in sorted)
            {
                if (skipped <= place) place++;
            }
            drawn[i] = place;
        }
        return drawn;
    }

    private static ulong Below(ulong bound, RandomFill random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        // Numbers beyond the last whole multiple would favour the small ones.
        ulong limit = ulong.MaxValue - (ulong.MaxValue % bound);
        while (true)
        {
            random(bytes);
            ulong drawn = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            if (drawn < limit) return drawn % bound;
        }
    }
}
