// A small ledger to spend from: outputs to accounts, others to hide them among, and proofs of all.
using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions.Test.Building;

/// <summary>Outputs are funded first; from the first credentials on the ledger stands still. No output is in two rings.</summary>
internal sealed class SampleLedger
{
    internal const int RingSize = 11;
    internal const ulong CurrentBlock = 100, Tombstone = 200, MinimumFee = 400;

    private readonly List<TxOut> _outputs = [];
    private readonly List<(AccountKey Owner, ulong Subaddress)> _funded = [];
    private readonly Dictionary<ulong, TxOutMembershipProof> _proofs = [];
    private readonly MerkleTree _tree = new(new MerkleMemory());
    private readonly BlockVersion _version;
    private readonly int _seed;

    internal SampleLedger(int seed, uint blockVersion)
    {
        _seed = seed;
        _version = BlockVersion.FromUInt32(blockVersion);
        Random = Samples.Random(seed);
    }

    internal RandomFill Random { get; }

    internal int Fund(AccountKey owner, Amount amount, ulong subaddress = SubaddressIndex.Default)
    {
        using var key = RistrettoPrivate.Random(Random);
        _outputs.Add(TxOut.Create(_version, amount, owner.Subaddress(subaddress), key, Samples.Hint(_seed)));
        _funded.Add((owner, subaddress));
        return _funded.Count - 1;
    }

    /// <summary>Credentials of a funded output: with its own key, or with the subaddress.</summary>
    internal InputCredentials Credentials(int funded, bool withKey = false, int ringSize = RingSize)
    {
        Freeze();
        List<TxOut> ring = [];
        List<TxOutMembershipProof> proofs = [];
        for (int i = 0; i < ringSize; i++)
        {
            // The real input is neither first nor last, and the ring is not sorted.
            int at = i == 4 % ringSize ? funded : _funded.Count + (funded * RingSize) + i;
            ring.Add(_outputs[at]);
            proofs.Add(Prove((ulong)at));
        }
        (AccountKey owner, ulong subaddress) = _funded[funded];
        int real = 4 % ringSize;
        if (!withKey) return new InputCredentials(ring, proofs, real, subaddress, owner.ViewPrivateKey);
        using RistrettoPrivate spend = owner.SubaddressSpendPrivate(subaddress);
        Assert.True(RistrettoPublic.TryParse(ring[real].PublicKey.ToBytes(), out RistrettoPublic publicKey));
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, owner.ViewPrivateKey, spend);
        return new InputCredentials(ring, proofs, real, onetime, owner.ViewPrivateKey);
    }

    internal IReadOnlyList<TxOutMembershipProof> Proofs(IEnumerable<ulong> indices)
    {
        Freeze();
        return [.. indices.Select(Prove)];
    }

    internal SignedContingentInput WithProofs(SignedContingentInput sci) => sci.WithProofs(Proofs(sci.TxOutGlobalIndices));

    internal string Verdict(Tx tx, uint? version = null, ulong minimumFee = MinimumFee, ulong block = CurrentBlock) =>
        TransactionValidator.Validate(
            tx, block, version ?? _version.Value, Proofs(tx.Prefix.MembershipProofHighestIndices()), minimumFee, Random)?.ToString() ?? "Ok";

    private void Freeze()
    {
        if (_tree.Count > 0) return;
        AccountKey others = Samples.Account(_seed + 1000);
        PublicAddress address = others.DefaultSubaddress();
        int decoys = _funded.Count * RingSize;
        for (int i = 0; i < decoys; i++)
        {
            using var key = RistrettoPrivate.Random(Random);
            _outputs.Add(TxOut.Create(_version, new Amount((ulong)i, 0), address, key, Samples.Hint(_seed)));
        }
        _tree.Append(_outputs);
    }

    private TxOutMembershipProof Prove(ulong index)
    {
        if (!_proofs.TryGetValue(index, out TxOutMembershipProof? proof)) _proofs[index] = proof = _tree.Prove(index);
        return proof;
    }
}

/// <summary>One fog, whose ingress key a test has.</summary>
internal sealed class SampleFog : IFogResolver
{
    internal const ulong Expiry = 150;

    internal RistrettoPrivate Ingress { get; } = Samples.Key(77);

    public FogPubkey GetFogPubkey(PublicAddress recipient) => new(Ingress.PublicKey(), Expiry);
}
