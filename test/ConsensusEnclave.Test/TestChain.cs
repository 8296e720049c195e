// A small ledger to spend from.
using MobileCoin.Accounts;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave.Test;

/// <summary>Outputs of one account, and ten of others that hide every one of them.</summary>
internal sealed class TestChain
{
    internal const ulong Tombstone = 150;
    private const int RingSize = TransactionLimits.RingSize;

    private readonly List<TxOut> _outputs = [];
    private readonly MerkleTree _tree = new(new MerkleMemory());
    private readonly BlockVersion _version;
    private readonly Amount[] _funded;
    private readonly Dictionary<ulong, TxOutMembershipProof> _proofs = [];

    internal TestChain(uint version, params Amount[] funded)
    {
        _version = BlockVersion.FromUInt32(version);
        _funded = funded;
        PublicAddress others = Samples.Account(77).DefaultSubaddress();
        foreach (Amount amount in funded) Add(amount, Owner.DefaultSubaddress());
        for (int i = 1; i < RingSize; i++) Add(new Amount((ulong)i, 0), others);
        _tree.Append(_outputs);
        Block parent = new(default, version, default, 99, (ulong)_outputs.Count, default, default);
        Parent = parent with { Id = parent.ComputeId() };
    }

    internal AccountKey Owner { get; } = Samples.Account(5);

    internal AccountKey Recipient { get; } = Samples.Account(6);

    internal RandomFill Random { get; } = Samples.Random(4711);

    internal Block Parent { get; }

    internal TxOutMembershipElement Root => _tree.RootElement;

    internal IReadOnlyList<TxOutMembershipProof> Proofs(IEnumerable<ulong> indices) => [.. indices.Select(Prove)];

    /// <summary>A payment of everything in one output.</summary>
    internal Tx Pay(int funded, ulong fee, ulong? feeToken = null, RistrettoPrivate? outputKey = null, FeeMap? fees = null, ulong tombstone = Tombstone)
    {
        Amount amount = _funded[funded];
        using TransactionBuilder builder = new(
            _version, new Amount(fee, feeToken ?? amount.TokenId), new NoFogResolver(), new EmptyMemoBuilder()) { FeeMap = fees };
        builder.SetTombstoneBlock(tombstone);
        int[] ring = [funded, .. Enumerable.Range(_funded.Length, RingSize - 1)];
        using InputCredentials credentials = new(
            [.. ring.Select(i => _outputs[i])], Proofs(ring.Select(i => (ulong)i)), 0, SubaddressIndex.Default, Owner.ViewPrivateKey);
        builder.AddInput(credentials);
        builder.AddOutput(new Amount(amount.Value - fee, amount.TokenId), Recipient.DefaultSubaddress(), Random, outputKey);
        return builder.Build(new LocalRingSigner(Owner), Random);
    }

    /// <summary>What of a block's outputs an account can read.</summary>
    internal static Amount[] Read(AccountKey account, IEnumerable<TxOut> outputs) =>
    [
        .. outputs.Select(o => o.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto _) ? amount.Amount : (Amount?)null)
            .Where(a => a is not null).Select(a => a!.Value).OrderBy(a => (a.TokenId, a.Value)),
    ];

    private void Add(Amount amount, PublicAddress to)
    {
        using RistrettoPrivate key = RistrettoPrivate.Random(Random);
        _outputs.Add(TxOut.Create(_version, amount, to, key, default));
    }

    private TxOutMembershipProof Prove(ulong index)
    {
        if (!_proofs.TryGetValue(index, out TxOutMembershipProof? proof)) _proofs[index] = proof = _tree.Prove(index);
        return proof;
    }
}
