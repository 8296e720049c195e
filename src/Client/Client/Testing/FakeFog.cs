// A whole network in memory, for the tests of apps: no port, no process, no proof that costs more than it must (fact sheet fog §1.1).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

/// <summary>
/// A ledger, consensus and Fog in memory. Outputs, hints, records, membership proofs and evidence are real, if simulated hardware's, and
/// transactions are checked by the rules that validators check them by. For any number of clients and threads. Faults are switched on by
/// <see cref="Faults"/>.
/// </summary>
public sealed partial class FakeFog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FakeFogOptions _options;
    private readonly FakeChain _chain = new();
    private readonly FakeConsensus _consensus;
    private readonly FakeView _view = new();
    private readonly FakeReports _reports;
    private readonly List<FakeIngest> _ingests = [];
    private readonly List<TxOut> _funded = [];
    private readonly PublicAddress _nobody;
    private FakeIngest _active;
    private ulong _publishedExpiry;

    /// <summary>A network with one block.</summary>
    public FakeFog(FakeFogOptions? options = null)
    {
        _options = options ?? FakeFogOptions.Default;
        _reports = new FakeReports(_options.TimeProvider, Random);
        _consensus = new FakeConsensus(_chain, _options.BlockVersion, Random) { Fees = new FeeMap(_options.MinimumFees) };
        _active = new FakeIngest(1, RistrettoPrivate.Random(Random), 0, Random);
        using (AccountKey nobody = AccountKey.Random(Random)) _nobody = nobody.DefaultSubaddress();
        _ingests.Add(_active);
        _view.Add(_active.Record);
        Append([.. Decoys(Math.Max(_options.Decoys, 1))], []);
    }

    /// <summary>What goes wrong.</summary>
    public FakeFaults Faults { get; } = new();

    /// <summary>The network's name.</summary>
    public string ChainId => _options.ChainId;

    /// <summary>The network's fog: for accounts that are found through it.</summary>
    public FogSettings FogSettings => new("fog://fake.invalid", "", _reports.AuthorityKeyInfo);

    /// <summary>The enclaves to be trusted: simulated ones.</summary>
    public EnclaveTrust Trust { get; } = EnclaveTrust.Simulated;

    /// <summary>Blocks in the ledger.</summary>
    public ulong BlockCount
    {
        get
        {
            lock (_gate) return _chain.Height;
        }
    }

    /// <summary>Outputs in the ledger.</summary>
    public ulong TxOutCount
    {
        get
        {
            lock (_gate) return _chain.TxOutCount;
        }
    }

    /// <summary>Transactions that were taken and are in no block yet.</summary>
    public int PendingTransactions
    {
        get
        {
            lock (_gate) return _consensus.Count;
        }
    }

    /// <summary>A new account with the network's fog; dispose of it.</summary>
    public Account CreateAccount() => Account.Create(FogSettings, out _);

    /// <summary>A way to the network, for one client, which disposes of it.</summary>
    public IFogTransport Connect() => new FakeConnection(this);

    /// <summary>A client of the network.</summary>
    /// <param name="account">The account; it must outlive the client.</param>
    /// <param name="options">How the client goes about its work; what the network trusts, and its clock, are put in.</param>
    public MobileCoinClient CreateClient(Account account, ClientOptions? options = null) => new(account, ChainId, Connect(), ClientOptions(options));

    /// <summary>Gives money out of nothing: an output, in a block at once or with the next.</summary>
    /// <param name="to">Whom it is to; found through the network's fog, if the address has that.</param>
    /// <param name="amount">What it holds.</param>
    public void Fund(PublicAddress to, Amount amount) => Fund(to, [amount]);

    /// <summary>Gives several outputs at once.</summary>
    /// <param name="to">Whom they are to.</param>
    /// <param name="amounts">What each holds.</param>
    public void Fund(PublicAddress to, IEnumerable<Amount> amounts)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(amounts);
        lock (_gate)
        {
            foreach (Amount amount in amounts) _funded.Add(Make(to, amount));
            if (_options.Blocks == FakeBlocks.AtOnce) MakeBlockCore();
        }
    }

    /// <summary>Makes a block of what was taken and funded; of nobody's output if there is nothing.</summary>
    /// <returns>The block's index.</returns>
    public ulong MakeBlock()
    {
        lock (_gate) return MakeBlockCore();
    }

    /// <summary>Makes blocks.</summary>
    public void MakeBlocks(int count)
    {
        for (int i = 0; i < count; i++) MakeBlock();
    }

    /// <summary>Changes the least fees, as a network's operators do now and then.</summary>
    public void SetMinimumFees(IReadOnlyDictionary<ulong, ulong> fees)
    {
        lock (_gate) _consensus.Fees = new FeeMap(fees);
    }

    /// <summary>The ingest enclave is restarted: its ingress key stays, its egress key is another.</summary>
    public void RotateEgressKey()
    {
        lock (_gate)
        {
            CatchUp();
            Activate(_active.Restart(_ingests.Count + 1, _view.Processed));
        }
    }

    /// <summary>
    /// The ingest enclave is lost with its ingress key, and another begins with a new one. Blocks from the last that it saw up to the expiry
    /// that was promised of its key are missed: wallets have to look at them themselves.
    /// </summary>
    /// <param name="missedBlocks">So many blocks are missed at least: they are made first.</param>
    public void LoseIngressKey(int missedBlocks = 0)
    {
        lock (_gate)
        {
            if (!Faults.IngestDown) CatchUp();
            ulong first = _view.Processed;
            for (int i = 0; i < missedBlocks; i++) AppendPending();
            ulong end = Math.Max(_chain.Height, _publishedExpiry);
            if (first < end) _view.Add(new BlockRange(first, end));
            _view.Processed = _chain.Height;
            Faults.IngestDown = false;
            Activate(new FakeIngest(_ingests.Count + 1, RistrettoPrivate.Random(Random), _chain.Height, Random));
        }
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        foreach (FakeIngest ingest in _ingests) ingest.Dispose();
        _reports.Dispose();
    }

    private ClientOptions ClientOptions(ClientOptions? options) =>
        (options ?? Client.ClientOptions.Default) with { TimeProvider = _options.TimeProvider, Trust = Trust };

    private void Random(Span<byte> bytes) => _options.Random(bytes);

    private void Activate(FakeIngest ingest)
    {
        _view.Add(new DecommissionedIngestInvocation(_active.Id, _view.Processed == 0 ? 0 : _view.Processed - 1));
        _active = ingest;
        _ingests.Add(ingest);
        _view.Add(ingest.Record);
        _publishedExpiry = 0;
    }

    private ulong MakeBlockCore()
    {
        ulong index = AppendPending();
        CatchUp();
        return index;
    }

    private ulong AppendPending()
    {
        (IReadOnlyList<TxOut> outputs, IReadOnlyList<KeyImage> images, SortedDictionary<ulong, ulong> fees) = _consensus.Form();
        List<TxOut> all = [.. outputs, .. _funded, .. fees.Select(f => Make(_nobody, new Amount(f.Value, f.Key)))];
        _funded.Clear();
        if (all.Count == 0) all.Add(Make(_nobody, new Amount(1, TokenId.Mob)));
        return Append(all, images);
    }

    private ulong Append(IReadOnlyList<TxOut> outputs, IReadOnlyList<KeyImage> images)
    {
        ulong index = _chain.Append(outputs, images, (ulong)_options.TimeProvider.GetUtcNow().ToUnixTimeSeconds()).Index;
        return index;
    }

    private void CatchUp()
    {
        if (Faults.IngestDown) return;
        while (_chain.TryBlock(_view.Processed, out FakeBlock? block))
        {
            _view.Add(block.Index, [.. _active.Ingest(block)]);
            _view.Processed++;
        }
    }

    private TxOut Make(PublicAddress to, Amount amount)
    {
        byte[] hint = new byte[FogHint.Size];
        if (to.HasFog) FogHint.Seal(_active.IngressKey, to.ViewPublicKey, hint, Random);
        else FogHint.SealDummy(hint, Random);
        using RistrettoPrivate key = RistrettoPrivate.Random(Random);
        return TxOut.Create(_options.BlockVersion, amount, to, key, new EncryptedFogHint(hint));
    }

    private TxOut[] Decoys(int count)
    {
        byte[] random = new byte[count * FogHint.DummyRandomSize], hints = new byte[count * FogHint.Size], seed = new byte[64];
        Random(random);
        FogHint.SealDummies(random, hints);
        var keys = new Scalar[count];
        for (int i = 0; i < count; i++)
        {
            Random(seed);
            keys[i] = Scalar.FromBytesModOrderWide(seed);
        }
        var outputs = new TxOut[count];
        Amount[] amounts = [.. Enumerable.Repeat(new Amount(1, TokenId.Mob), count)];
        TxOut.CreateMany(_options.BlockVersion, amounts, [.. Enumerable.Repeat(_nobody, count)], keys, hints, outputs);
        return outputs;
    }
}
