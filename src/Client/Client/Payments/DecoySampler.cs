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
    /// <exception cref="MobileCoinException"><see cref="ClientError.Rejected"/>: the ledger has too few outputs.</exception>
    internal static ulong[][] Sample(IReadOnlyList<ulong> inputs, IEnumerable<ulong> excluded, ulong txOutCount, RandomFill random)
    {
        HashSet<ulong> used = [.. inputs, .. excluded];
        ulong wanted = (ulong)inputs.Count * (TransactionLimits.RingSize - 1);
        if ((ulong)used.Count + wanted > txOutCount)
        {
            throw new MobileCoinException(
                ClientError.Rejected, $"the ledger has {txOutCount} outputs, too few to hide {inputs.Count} inputs among: {(ulong)used.Count + wanted} are needed");
        }
        ulong[][] rings = new ulong[inputs.Count][];
        for (int i = 0; i < rings.Length; i++)
        {
            rings[i] = new ulong[TransactionLimits.RingSize];
            rings[i][0] = inputs[i];
            for (int m = 1; m < TransactionLimits.RingSize;)
            {
                ulong decoy = Below(txOutCount, random);
                if (used.Add(decoy)) rings[i][m++] = decoy;
            }
        }
        return rings;
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
