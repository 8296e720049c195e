using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>An output that was paid to an account.</summary>
/// <param name="Account">Whom.</param>
/// <param name="Amount">Of token 0.</param>
/// <param name="Block">The block that it is in.</param>
/// <param name="GlobalIndex">Where it is in the ledger.</param>
/// <param name="KeyImage">What spends it.</param>
internal sealed record PaidOutput(int Account, ulong Amount, ulong Block, ulong GlobalIndex, KeyImage KeyImage);

/// <summary>What was paid and spent, block by block: what wallets must find.</summary>
internal sealed class FogBook
{
    private readonly List<PaidOutput> _paid = [];
    private readonly Dictionary<KeyImage, ulong> _spent = [];

    /// <summary>All that was paid, in the order of the ledger.</summary>
    internal IReadOnlyList<PaidOutput> Paid
    {
        get
        {
            lock (_paid) return [.. _paid];
        }
    }

    /// <summary>Enters a block, before anybody can see it.</summary>
    internal void Enter(ulong block, IEnumerable<PaidOutput> paid, IEnumerable<KeyImage> spent)
    {
        lock (_paid)
        {
            _paid.AddRange(paid);
            foreach (KeyImage image in spent) _spent.Add(image, block);
        }
    }

    /// <summary>The block that spends a key image; null: none.</summary>
    internal ulong? SpentAt(KeyImage image)
    {
        lock (_paid) return _spent.TryGetValue(image, out ulong block) ? block : null;
    }

    /// <summary>What an account has when so many blocks are looked at.</summary>
    internal ulong Balance(int account, ulong blocks)
    {
        ulong sum = 0;
        lock (_paid)
        {
            foreach (PaidOutput output in _paid)
            {
                if (output.Account == account && output.Block < blocks && !(_spent.TryGetValue(output.KeyImage, out ulong at) && at < blocks)) sum += output.Amount;
            }
        }
        return sum;
    }

    /// <summary>Outputs that nothing spends yet.</summary>
    internal IReadOnlyList<PaidOutput> Unspent()
    {
        lock (_paid) return [.. _paid.Where(o => !_spent.ContainsKey(o.KeyImage))];
    }
}
