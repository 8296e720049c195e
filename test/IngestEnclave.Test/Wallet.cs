// A user: finds records by search keys and opens them (fact sheets fog §2.6, crypto §4.4).
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

internal sealed class Wallet(int seed) : IDisposable
{
    private readonly RistrettoPrivate _view = RistrettoPrivate.Random(Samples.Random(seed));

    internal RistrettoPublic ViewPublic => _view.PublicKey();

    /// <summary>The records that a wallet finds which knows these egress keys: it asks for one search key after the other.</summary>
    internal List<TxOutRecord> Find(IEnumerable<KexRngPubkey> rngs, IReadOnlyDictionary<string, ETxOutRecord> stored)
    {
        var found = new List<TxOutRecord>();
        foreach (KexRngPubkey pubkey in rngs)
        {
            using KexRng rng = KexRng.FromPubkey(_view, pubkey);
            while (stored.TryGetValue(Convert.ToHexString(rng.Peek), out ETxOutRecord? record))
            {
                found.Add(Open(record) ?? throw new InvalidOperationException("another user's record under this user's search key"));
                rng.Advance();
            }
        }
        return found;
    }

    internal TxOutRecord? Open(ETxOutRecord record) => record.Open(_view);

    /// <summary>The n-th search key under an egress key.</summary>
    internal byte[] SearchKey(in KexRngPubkey pubkey, int n)
    {
        using KexRng rng = KexRng.FromPubkey(_view, pubkey);
        for (; n > 0; n--) rng.Advance();
        return rng.Peek.ToArray();
    }

    public void Dispose() => _view.Dispose();
}
