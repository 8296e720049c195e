// A wallet that reads the whole ledger: what tests pay with. Outputs of a sample ledger carry no fog hints, so no other can find them.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>Finds the outputs of some accounts in a ledger, and builds payments out of them. Not for several threads.</summary>
internal sealed class LedgerWallet : IDisposable
{
    internal const int RingSize = 11;

    private const ulong Lifetime = 100;

    // Of token 0: what is less may not pay a fee and a payment.
    private const ulong Dust = 10_000_000_000;

    private readonly ILedger _ledger;
    private readonly AccountKey[] _accounts;
    private readonly Dictionary<CompressedRistretto, ulong>[] _subaddresses;
    private readonly BlockVersion _version;
    private readonly RandomFill _random;
    private readonly Dictionary<ulong, Queue<Spendable>> _spendable = [];
    private readonly Random _choice;

    /// <summary>A wallet that has read nothing yet.</summary>
    /// <param name="ledger">The ledger, which may grow.</param>
    /// <param name="accounts">Whose outputs are looked for; owned from now on.</param>
    /// <param name="version">The rules by which payments are built.</param>
    /// <param name="random">Gives keys and blindings.</param>
    /// <param name="seed">By which decoys are chosen.</param>
    internal LedgerWallet(ILedger ledger, IReadOnlyList<AccountKey> accounts, BlockVersion version, RandomFill random, int seed)
    {
        _ledger = ledger;
        _accounts = [.. accounts];
        _subaddresses = [.. accounts.Select(Subaddresses)];
        (_version, _random, _choice) = (version, random, new Random(seed));
    }

    /// <summary>The first block that was not read.</summary>
    internal ulong NextBlock { get; private set; }

    internal IReadOnlyList<AccountKey> Accounts => _accounts;

    /// <summary>Outputs that can be spent.</summary>
    internal int Count(ulong tokenId) => _spendable.TryGetValue(tokenId, out Queue<Spendable>? queue) ? queue.Count : 0;

    /// <summary>Reads blocks that were not read yet.</summary>
    /// <param name="limit">Stops when there is so much to spend of token 0.</param>
    internal void Scan(int limit = int.MaxValue)
    {
        for (; NextBlock < _ledger.NumBlocks && Count(0) < limit; NextBlock++)
        {
            IReadOnlyList<TxOut> outputs = [.. _ledger.GetBlockContents(NextBlock).Outputs];
            ulong first = _ledger.GetBlock(NextBlock).CumulativeTxoCount - (ulong)outputs.Count;
            for (int account = 0; account < _accounts.Length; account++) Find(account, outputs, first);
        }
    }

    /// <summary>A payment: pays the outputs of one account, of one output each token, to an address, and the rest back to the account.</summary>
    /// <param name="recipient">Who is paid.</param>
    /// <param name="fee">In token 0.</param>
    /// <param name="payments">What is paid, a token each at most once.</param>
    internal Tx Pay(PublicAddress recipient, ulong fee, params ReadOnlySpan<Amount> payments)
    {
        Spendable feeInput = Take(0, null);
        Spendable[] inputs = [feeInput, .. Others(payments, feeInput.Owner)];
        AccountKey owner = _accounts[feeInput.Owner];
        using var builder = new TransactionBuilder(_version, new Amount(fee, TokenId.Mob), new NoFogResolver(), new EmptyMemoBuilder());
        HashSet<ulong> used = [.. inputs.Select(i => i.Index)];
        foreach (Spendable input in inputs) builder.AddInput(Credentials(input, owner, used));
        builder.SetTombstoneBlock(_ledger.NumBlocks + Lifetime);
        var reserved = new ReservedSubaddresses(owner);
        foreach (Spendable input in inputs)
        {
            ulong token = input.Amount.TokenId, paid = 0;
            foreach (Amount payment in payments)
            {
                if (payment.TokenId != token) continue;
                builder.AddOutput(payment, recipient, _random);
                paid += payment.Value;
            }
            ulong change = input.Amount.Value - paid - (token == 0 ? fee : 0);
            builder.AddChangeOutput(new Amount(change, token), reserved, _random);
        }
        return builder.Build(new LocalRingSigner(owner), _random);
    }

    public void Dispose()
    {
        foreach (AccountKey account in _accounts) account.Dispose();
    }

    private Spendable[] Others(ReadOnlySpan<Amount> payments, int owner)
    {
        List<Spendable> inputs = [];
        foreach (Amount payment in payments)
        {
            if (payment.TokenId != 0) inputs.Add(Take(payment.TokenId, owner));
        }
        return [.. inputs];
    }

    // The first of a token; the first of one account if that is asked for.
    private Spendable Take(ulong tokenId, int? owner)
    {
        if (!_spendable.TryGetValue(tokenId, out Queue<Spendable>? queue)) throw new InvalidOperationException($"the wallet holds no token {tokenId}");
        for (int i = queue.Count; i > 0; i--)
        {
            Spendable next = queue.Dequeue();
            if (owner is null || next.Owner == owner) return next;
            queue.Enqueue(next);
        }
        throw new InvalidOperationException($"the wallet has nothing left of token {tokenId}");
    }

    private InputCredentials Credentials(Spendable input, AccountKey owner, HashSet<ulong> used)
    {
        ulong count = _ledger.NumTxos;
        ulong[] indices = new ulong[RingSize];
        indices[0] = input.Index;
        for (int i = 1; i < RingSize;)
        {
            ulong decoy = (ulong)_choice.NextInt64((long)count);
            if (used.Add(decoy)) indices[i++] = decoy;
        }
        return new InputCredentials(
            [.. indices.Select(_ledger.GetTxOutByIndex)], _ledger.GetTxOutProofOfMemberships(indices), 0, input.Subaddress, owner.ViewPrivateKey);
    }

    private void Find(int account, IReadOnlyList<TxOut> outputs, ulong first)
    {
        AccountKey key = _accounts[account];
        var amounts = new UnmaskedAmount[outputs.Count];
        Choice[] matches = new Choice[outputs.Count];
        TxOut.ViewKeyMatches(key.ViewPrivateKey, [.. outputs], amounts, new CompressedRistretto[outputs.Count], matches);
        for (int i = 0; i < outputs.Count; i++)
        {
            if (!matches[i].Reveal()) continue;
            if (!RistrettoPublic.TryParse(outputs[i].TargetKey.ToBytes(), out RistrettoPublic target) || !RistrettoPublic.TryParse(outputs[i].PublicKey.ToBytes(), out RistrettoPublic publicKey)) continue;
            CompressedRistretto spend = OnetimeKeys.RecoverSpendKey(key.ViewPrivateKey, target, publicKey).Encoding;
            if (!_subaddresses[account].TryGetValue(spend, out ulong subaddress)) continue;
            Amount amount = amounts[i].Amount;
            if (IsSpent(key, publicKey, subaddress)) continue;
            if (!_spendable.TryGetValue(amount.TokenId, out Queue<Spendable>? queue)) _spendable[amount.TokenId] = queue = new Queue<Spendable>();
            if (amount.Value > (amount.TokenId == 0 ? Dust : 0)) queue.Enqueue(new Spendable(account, first + (ulong)i, outputs[i], amount, subaddress));
        }
    }

    private bool IsSpent(AccountKey account, in RistrettoPublic publicKey, ulong subaddress)
    {
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(subaddress);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, account.ViewPrivateKey, spend);
        return _ledger.ContainsKeyImage(KeyImage.Create(onetime));
    }

    private static Dictionary<CompressedRistretto, ulong> Subaddresses(AccountKey account) => new()
    {
        [account.DefaultSubaddress().SpendPublicKey.Encoding] = SubaddressIndex.Default,
        [account.ChangeSubaddress().SpendPublicKey.Encoding] = SubaddressIndex.Change,
    };
}
