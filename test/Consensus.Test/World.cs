// A ledger on disk that its wallet can spend from.
using MobileCoin.Accounts;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave.Test;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus.Test;

/// <summary>An origin block with outputs of one account and ten of others that hide every one of them.</summary>
internal sealed class World : IDisposable
{
    internal const ulong Fee = 1024;
    private const int RingSize = TransactionLimits.RingSize;

    private readonly List<TxOut> _outputs = [];
    private readonly Amount[] _funded;

    internal World(uint version, int funded, ulong token = 0)
    {
        Version = BlockVersion.FromUInt32(version);
        _funded = [.. Enumerable.Range(0, funded).Select(i => new Amount(1_000_000 + (ulong)i, token))];
        Folder = Directory.CreateTempSubdirectory("mc-consensus-").FullName;
        foreach (Amount amount in _funded) Add(amount, Owner.DefaultSubaddress());
        PublicAddress others = Samples.Account(77).DefaultSubaddress();
        for (int i = 1; i < RingSize; i++) Add(new Amount((ulong)i, 0), others);
        Directory.CreateDirectory(OriginPath);
        Ledger.Create(OriginPath);
        using Ledger origin = Ledger.Open(OriginPath);
        origin.AppendBlock(new BlockData(Block.NewOriginBlock([.. _outputs]), new BlockContents([], [.. _outputs])));
    }

    internal BlockVersion Version { get; }

    internal string Folder { get; }

    internal string OriginPath => Path.Combine(Folder, "origin");

    internal string LedgerPath => Path.Combine(Folder, "ledger");

    internal AccountKey Owner { get; } = Samples.Account(5);

    internal AccountKey Recipient { get; } = Samples.Account(6);

    internal RandomFill Random { get; } = Samples.Random(4711);

    internal string File(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A payment of everything in one output.</summary>
    internal Tx Pay(ILedger ledger, int funded, ulong fee = Fee, ulong tombstone = 100, RistrettoPrivate? outputKey = null, FeeMap? fees = null)
    {
        Amount amount = _funded[funded];
        using TransactionBuilder builder = new(Version, new Amount(fee, amount.TokenId), new NoFogResolver(), new EmptyMemoBuilder()) { FeeMap = fees };
        builder.SetTombstoneBlock(tombstone);
        ulong[] ring = [(ulong)funded, .. Enumerable.Range(_funded.Length, RingSize - 1).Select(i => (ulong)i)];
        using InputCredentials credentials = new(
            [.. ring.Select(i => _outputs[(int)i])], ledger.GetTxOutProofOfMemberships(ring), 0, SubaddressIndex.Default, Owner.ViewPrivateKey);
        builder.AddInput(credentials);
        builder.AddOutput(new Amount(amount.Value - fee, amount.TokenId), Recipient.DefaultSubaddress(), Random, outputKey);
        return builder.Build(new LocalRingSigner(Owner), Random);
    }

    /// <summary>What of a block's outputs the recipient can read.</summary>
    internal Amount[] Received(IEnumerable<TxOut> outputs) => Read(Recipient, outputs);

    internal static Amount[] Read(AccountKey account, IEnumerable<TxOut> outputs) =>
    [
        .. outputs.Select(o => o.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto _) ? amount.Amount : (Amount?)null)
            .Where(a => a is not null).Select(a => a!.Value).OrderBy(a => (a.TokenId, a.Value)),
    ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Add(Amount amount, PublicAddress to)
    {
        using RistrettoPrivate key = RistrettoPrivate.Random(Random);
        _outputs.Add(TxOut.Create(Version, amount, to, key, default));
    }
}
