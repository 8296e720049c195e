using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Funder.Test;

/// <summary>A ledger whose first block belongs to some accounts, and a validator that believes everybody: one block for each go.</summary>
internal sealed class FakeNetwork : IValidators
{
    internal const ulong Fee = 400_000_000, OtherFee = 1024, Each = 1_000_000_000_000;

    private readonly List<Tx> _waiting = [];
    private readonly Lock _lock = new();

    internal FakeNetwork(string folder, int accounts = 2, int outputs = 20)
    {
        Folder = folder;
        Accounts = [.. Enumerable.Range(0, accounts).Select(_ => AccountKey.Random(RandomNumberGenerator.Fill))];
        Ledger.Create(folder);
        LedgerDb = Ledger.Open(folder, new LedgerOptions { Durability = LedgerDurability.NoSync });
        TxOut[] first = [.. Accounts.SelectMany(a => Enumerable.Range(0, 2 * outputs).Select(i => MakeOutput(a.DefaultSubaddress(), new Amount(Each, (ulong)(i % 2)))))];
        LedgerDb.AppendBlock(new BlockData(Block.NewOriginBlock(first), new BlockContents([], first), null, null));
    }

    internal string Folder { get; }

    internal Ledger LedgerDb { get; }

    internal IReadOnlyList<AccountKey> Accounts { get; }

    /// <summary>What the validator says to the next proposals instead of taking them.</summary>
    internal Queue<ProposeTxResult> Answers { get; } = new();

    /// <summary>So many payments share a block.</summary>
    internal int PerBlock { get; init; } = 1;

    internal List<Tx> Proposed { get; } = [];

    public Task<LastBlockInfoResponse> GetLastBlockInfoAsync(CancellationToken cancellationToken) => Task.FromResult(new LastBlockInfoResponse
    {
        Index = LedgerDb.NumBlocks - 1,
        NetworkBlockVersion = BlockVersion.Max.Value,
        MinimumFees = { [TokenId.Mob] = Fee, [1] = OtherFee },
    });

    public Task<ProposeTxResponse> ProposeAsync(Tx transaction, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Proposed.Add(transaction);
            if (Answers.TryDequeue(out ProposeTxResult refusal) && refusal != ProposeTxResult.Ok) return Task.FromResult(new ProposeTxResponse { Result = refusal, ErrMsg = "so says the test" });
            if (transaction.KeyImages().Any(LedgerDb.ContainsKeyImage)) return Task.FromResult(new ProposeTxResponse { Result = ProposeTxResult.ContainsSpentKeyImage });
            _waiting.Add(transaction);
            if (_waiting.Count >= PerBlock)
            {
                Append([.. _waiting]);
                _waiting.Clear();
            }
            return Task.FromResult(new ProposeTxResponse { Result = ProposeTxResult.Ok });
        }
    }

    public Task<IFogResolver> GetFogAsync(IEnumerable<PublicAddress> recipients, CancellationToken cancellationToken) =>
        recipients.Any(r => r.HasFog) ? throw new FunderException(FunderError.FogReport, "there is no fog here") : Task.FromResult<IFogResolver>(new NoFogResolver());

    public void Dispose()
    {
        LedgerDb.Dispose();
        foreach (AccountKey account in Accounts) account.Dispose();
    }

    /// <summary>What an account has in the ledger and did not spend.</summary>
    internal ulong Balance(AccountKey account, ulong token)
    {
        using var wallet = new LedgerWallet(LedgerDb, [new AccountKey(new RistrettoPrivate(account.ViewPrivateKey.Scalar), new RistrettoPrivate(account.SpendPrivateKey.Scalar))], BlockVersion.Max, RandomNumberGenerator.Fill, 1);
        wallet.Scan();
        return wallet.Total(token);
    }

    private void Append(Tx[] transactions)
    {
        Block parent = LedgerDb.GetLatestBlock();
        var contents = new BlockContents([.. transactions.SelectMany(t => t.KeyImages()).Order()], [.. transactions.SelectMany(t => t.Prefix.Outputs).OrderBy(o => o.PublicKey)]);
        Block block = Block.NewWithParent(BlockVersion.Max, parent, LedgerDb.GetRootTxOutMembershipElement(), contents);
        using Ed25519Private node = Ed25519Private.Random(RandomNumberGenerator.Fill);
        var name = new ResponderId("sample.invalid:8443");
        var metadata = new BlockMetadataContents(block.Id, QuorumSet.Of(1, new NodeID(name, node.PublicKey())), new VerificationReport(new byte[12], [], "a sample block has no evidence"), name);
        LedgerDb.AppendBlock(new BlockData(block, contents, null, BlockMetadata.Sign(metadata, node)));
    }

    private static TxOut MakeOutput(PublicAddress to, Amount amount)
    {
        using RistrettoPrivate key = RistrettoPrivate.Random(RandomNumberGenerator.Fill);
        byte[] hint = new byte[FogHint.Size];
        RandomNumberGenerator.Fill(hint);
        return TxOut.Create(BlockVersion.Max, amount, to, key, new EncryptedFogHint(hint));
    }
}
