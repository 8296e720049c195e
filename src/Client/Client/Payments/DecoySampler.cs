// Which outputs hide an input in its ring (fact sheet ledger §4.1 "Ring selection").
using System.Buffers.Binary;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>Draws places in the ledger: each as likely as any other, none twice in a transaction, and none that is really spent.</summary>
internal static class DecoySampler
{
    /// <summary>The rings of a transaction: for each input its own place first, then its decoys'.</summary>
    /// <param name="inputs">The inputs' places.</param>
    /// <param name="excluded">Places that other rings of the transaction have already.</param>
    /// <param name="txOutCount">Outputs in the ledger.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <param name="before">Rings that were drawn for inputs before: they are taken again, as far as they can be.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.Rejected"/>: the ledger has too few outputs. <see cref="ClientError.InconsistentAnswer"/>: it ends before an input.
    /// </exception>
    internal static ulong[][] Sample(
        IReadOnlyList<ulong> inputs, IEnumerable<ulong> excluded, ulong txOutCount, RandomFill random, IReadOnlyDictionary<ulong, ulong[]>? before = null)
    {
        if (inputs.Any(i => i >= txOutCount))
        {
            // Decoys that are all older would leave no doubt.
            throw new MobileCoinException(ClientError.InconsistentAnswer, $"Fog ledger says that the ledger has {txOutCount} outputs, and the account has later ones");
        }
        HashSet<ulong> used = [.. inputs, .. excluded];
        ulong wanted = (ulong)inputs.Count * (TransactionLimits.RingSize - 1);
        if ((ulong)used.Count + wanted > txOutCount)
        {
            throw new MobileCoinException(
                ClientError.Rejected, $"the ledger has {txOutCount} outputs, too few to hide {inputs.Count} inputs among: {(ulong)used.Count + wanted} are needed");
        }
        List<ulong>[] rings = [.. inputs.Select(i => new List<ulong>(TransactionLimits.RingSize) { i })];
        foreach (List<ulong> ring in rings)
        {
            if (before?.GetValueOrDefault(ring[0]) is { } drawn) ring.AddRange(drawn.Skip(1).Where(decoy => decoy < txOutCount && used.Add(decoy)));
        }
        foreach (List<ulong> ring in rings)
        {
            while (ring.Count < TransactionLimits.RingSize)
            {
                ulong decoy = Below(txOutCount, random);
                if (used.Add(decoy)) ring.Add(decoy);
            }
        }
        return [.. rings.Select(r => r.ToArray())];
    }

    /// <summary>A number below a limit, each as likely as any other.</summary>
    internal static ulong Below(ulong limit, RandomFill random)
    {
        // The last multiples of the limit that fit: what lies above would favour small numbers.
        ulong last = ulong.MaxValue - ((ulong.MaxValue % limit) + 1) % limit;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        while (true)
        {
            random(bytes);
            ulong number = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            if (number <= last) return number % limit;
        }
    }
}
