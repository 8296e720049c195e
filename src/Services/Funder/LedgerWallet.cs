// A wallet that reads the whole ledger. Outputs of a network's first block carry no fog hints, so no other can find them.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Funder;

/// <summary>
/// Finds the outputs of some accounts in a ledger, and builds payments out of them. Not for several threads, but for <see cref="Build"/>.
/// </summary>
public sealed partial class LedgerWallet : IDisposable
{
    // Of token 0: what is less may not pay a fee and a payment.
    private const ulong Dust = 10_000_000_000;

    private readonly ILedger _ledger;
    private readonly AccountKey[] _accounts;
    private readonly Dictionary<CompressedRistretto, ulong>[] _subaddresses;
    private readonly Dictionary<ulong, LinkedList<Spendable>>[] _spendable;
    private readonly BlockVersion _version;
    private readonly RandomFill _random;
    private readonly Random _choice;
    private int _nextOwner;

    /// <summary>A wallet that has read nothing yet.</summary>
    /// <param name="ledger">The ledger, which may grow.</param>
    /// <param name="accounts">Whose outputs are looked for; owned from now on.</param>
    /// <param name="version">The rules by which payments are built.</param>
    /// <param name="random">Gives keys and blindings.</param>
    /// <param name="seed">By which decoys are chosen.</param>
    public LedgerWallet(ILedger ledger, IReadOnlyList<AccountKey> accounts, BlockVersion version, RandomFill random, int seed)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(random);
        _ledger = ledger;
        _accounts = [.. accounts];
        _subaddresses = [.. accounts.Select(Subaddresses)];
        _spendable = [.. accounts.Select(_ => new Dictionary<ulong, LinkedList<Spendable>>())];
        (_version, _random, _choice) = (version, random, new Random(seed));
    }

    /// <summary>The first block that was not read.</summary>
    public ulong NextBlock { get; private set; }

    /// <summary>Whose outputs are looked for.</summary>
    public IReadOnlyList<AccountKey> Accounts => _accounts;

    /// <summary>For so many blocks a payment is good.</summary>
    public ulong Lifetime { get; init; } = 100;

    /// <summary>So many outputs of the fee's token a payment spends at least.</summary>
    public int FeeInputs { get; init; } = 1;

    /// <summary>Outputs of a token that can be spent.</summary>
    public int Count(ulong tokenId) => _spendable.Sum(owned => owned.TryGetValue(tokenId, out LinkedList<Spendable>? list) ? list.Count : 0);

    /// <summary>What the accounts hold of a token together, as far as a number of 64 bits goes.</summary>
    public ulong Total(ulong tokenId)
    {
        UInt128 sum = 0;
        foreach (Dictionary<ulong, LinkedList<Spendable>> owned in _spendable)
        {
            if (!owned.TryGetValue(tokenId, out LinkedList<Spendable>? list)) continue;
            foreach (Spendable output in list) sum += output.Amount.Value;
        }
        return (ulong)UInt128.Min(sum, ulong.MaxValue);
    }

    /// <summary>Reads blocks that were not read yet.</summary>
    /// <param name="limit">Stops when there is so much to spend of token 0.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public void Scan(int limit = int.MaxValue)
    {
        for (; NextBlock < _ledger.NumBlocks && (limit == int.MaxValue || Count(0) < limit); NextBlock++)
        {
            IReadOnlyList<TxOut> outputs = [.. _ledger.GetBlockContents(NextBlock).Outputs];
            ulong first = _ledger.GetBlock(NextBlock).CumulativeTxoCount - (ulong)outputs.Count;
            for (int account = 0; account < _accounts.Length; account++) Find(account, outputs, first);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AccountKey account in _accounts) account.Dispose();
    }

    /// <summary>The outputs of a range that belong to an account, spent or not.</summary>
    /// <param name="account">The account's number.</param>
    /// <param name="first">The index of the first output that is looked at.</param>
    /// <param name="count">How many are; those beyond the ledger's end are not.</param>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<Spendable> Look(int account, ulong first, int count)
    {
        List<TxOut> outputs = [];
        ulong end = Math.Min(_ledger.NumTxos, first + (ulong)count);
        for (ulong index = first; index < end; index++) outputs.Add(_ledger.GetTxOutByIndex(index));
        return [.. Match(account, outputs, first)];
    }

    private void Find(int account, IReadOnlyList<TxOut> outputs, ulong first)
    {
        foreach (Spendable output in Match(account, outputs, first))
        {
            if (output.Amount.Value <= (output.Amount.TokenId == TokenId.Mob ? Dust : 0)) continue;
            if (!_ledger.ContainsKeyImage(output.KeyImage)) Owned(account, output.Amount.TokenId).AddLast(output);
        }
    }

    private IEnumerable<Spendable> Match(int account, IReadOnlyList<TxOut> outputs, ulong first)
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
            yield return new Spendable(account, first + (ulong)i, outputs[i], amounts[i].Amount, subaddress, MakeKeyImage(key, publicKey, subaddress));
        }
    }

    private LinkedList<Spendable> Owned(int account, ulong tokenId)
    {
        if (!_spendable[account].TryGetValue(tokenId, out LinkedList<Spendable>? list)) _spendable[account][tokenId] = list = new LinkedList<Spendable>();
        return list;
    }

    private static KeyImage MakeKeyImage(AccountKey account, in RistrettoPublic publicKey, ulong subaddress)
    {
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(subaddress);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, account.ViewPrivateKey, spend);
        return KeyImage.Create(onetime);
    }

    private static Dictionary<CompressedRistretto, ulong> Subaddresses(AccountKey account) => new()
    {
        [account.DefaultSubaddress().SpendPublicKey.Encoding] = SubaddressIndex.Default,
        [account.ChangeSubaddress().SpendPublicKey.Encoding] = SubaddressIndex.Change,
    };
}
