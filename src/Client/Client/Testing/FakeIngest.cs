// Ingest in memory: hints opened, outputs under their owners' search keys (fact sheet fog §2.4, §2.6).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

/// <summary>One run of an ingest enclave: an ingress key, an egress key, and how far each user is. Not for several threads.</summary>
internal sealed class FakeIngest : IDisposable
{
    private readonly RistrettoPrivate _ingress, _egress;
    private readonly Dictionary<CompressedRistretto, KexRng> _users = [];
    private readonly RandomFill _random;

    internal FakeIngest(long id, RistrettoPrivate ingress, ulong startBlock, RandomFill random)
    {
        (_ingress, _egress, _random) = (ingress, RistrettoPrivate.Random(random), random);
        (Id, StartBlock, IngressKey) = (id, startBlock, ingress.PublicKey());
        Record = new RngRecord(id, new KexRngPubkeyMessage(new KexRngPubkey(_egress.PublicKey())), startBlock);
    }

    internal long Id { get; }

    internal ulong StartBlock { get; }

    internal RistrettoPublic IngressKey { get; }

    internal RngRecord Record { get; }

    /// <summary>Another run with the same ingress key and a new egress key.</summary>
    internal FakeIngest Restart(long id, ulong startBlock) => new(id, new RistrettoPrivate(_ingress.Scalar), startBlock, _random);

    /// <summary>The records of a block. Outputs whose hints are for others are stored as well, in real Fog; nobody could find those.</summary>
    internal IEnumerable<ETxOutRecord> Ingest(FakeBlock block)
    {
        byte[] view = new byte[RistrettoPublic.Size];
        for (int i = 0; i < block.Outputs.Count; i++)
        {
            TxOut output = block.Outputs[i];
            if (!FogHint.Open(_ingress, output.FogHint.Bytes, view).Reveal() || !RistrettoPublic.TryParse(view, out RistrettoPublic user)) continue;
            if (!_users.TryGetValue(user.Encoding, out KexRng? rng)) _users.Add(user.Encoding, rng = KexRng.FromPubkey(_egress, new KexRngPubkey(user)));
            byte[] key = new byte[KexRng.OutputSize];
            rng.Next(key);
            yield return ETxOutRecord.Seal(key, user, TxOutRecord.Create(output, block.FirstOutput + (ulong)i, block.Index, block.Timestamp), _random);
        }
    }

    public void Dispose()
    {
        foreach (KexRng rng in _users.Values) rng.Dispose();
        _ingress.Dispose();
        _egress.Dispose();
    }
}
