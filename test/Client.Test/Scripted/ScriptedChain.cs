// A ledger of blocks whose owners the test knows.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Scripted;

/// <summary>An output of somebody's.</summary>
internal sealed record ScriptedTxOut(AccountKey? Owner, ulong Subaddress, Amount Amount, TxOut TxOut, KeyImage KeyImage, ulong GlobalIndex, ulong Block)
{
    internal ulong? SpentAt { get; set; }
}

/// <summary>Blocks, one after the other; a seed gives the keys.</summary>
internal sealed class ScriptedChain(long seed)
{
    private readonly SeededBytes _random = new(seed);
    private readonly List<List<ScriptedTxOut>> _blocks = [];

    internal RandomFill Random => _random.Fill;

    internal IReadOnlyList<IReadOnlyList<ScriptedTxOut>> Blocks => _blocks;

    internal ulong Height => (ulong)_blocks.Count;

    internal IEnumerable<ScriptedTxOut> TxOuts => _blocks.SelectMany(b => b);

    internal static ulong Time(ulong block) => 1_700_000_000 + block;

    internal ulong TxOutCount(ulong blocks) => (ulong)_blocks.Take((int)blocks).Sum(b => b.Count);

    /// <summary>A block that pays and spends.</summary>
    internal IReadOnlyList<ScriptedTxOut> Add(IEnumerable<(AccountKey? Owner, ulong Subaddress, Amount Amount, Func<CompressedRistretto, MemoPayload>? Memo)> outputs, params ScriptedTxOut[] spent)
    {
        List<ScriptedTxOut> block = [];
        ulong first = TxOutCount(Height);
        foreach ((AccountKey? owner, ulong subaddress, Amount amount, Func<CompressedRistretto, MemoPayload>? memo) in outputs)
        {
            block.Add(Make(owner, subaddress, amount, memo, first + (ulong)block.Count));
        }
        foreach (ScriptedTxOut output in spent) output.SpentAt = Height;
        _blocks.Add(block);
        return block;
    }

    internal IReadOnlyList<ScriptedTxOut> Pay(AccountKey owner, params ulong[] values) =>
        Add(values.Select(v => ((AccountKey?)owner, SubaddressIndex.Default, new Amount(v, TokenId.Mob), (Func<CompressedRistretto, MemoPayload>?)null)));

    private ScriptedTxOut Make(AccountKey? owner, ulong subaddress, Amount amount, Func<CompressedRistretto, MemoPayload>? memo, ulong index)
    {
        using AccountKey? stranger = owner is null ? AccountKey.Random(Random) : null;
        AccountKey account = owner ?? stranger!;
        PublicAddress address = account.Subaddress(subaddress);
        using RistrettoPrivate key = RistrettoPrivate.Random(Random), spend = account.SubaddressSpendPrivate(subaddress);
        TxOut output = TxOut.Create(BlockVersion.Max, amount, address, key, default, memo);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(RistrettoPublic.Parse(output.PublicKey.ToBytes()), account.ViewPrivateKey, spend);
        return new ScriptedTxOut(owner, subaddress, amount, output, KeyImage.Create(onetime), index, Height);
    }
}
