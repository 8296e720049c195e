// Choosing inputs and building payments (fact sheet ledger §4.1).
using MobileCoin.Accounts;
using MobileCoin.Transactions;

namespace MobileCoin.Funder;

public sealed partial class LedgerWallet
{
    /// <summary>A payment out of one account, to an address without fog, and the rest back to the account. What it spends is gone from the wallet.</summary>
    /// <param name="recipient">Who is paid.</param>
    /// <param name="fee">In token 0.</param>
    /// <param name="payments">What is paid.</param>
    /// <exception cref="FunderException">The wallet does not hold so much.</exception>
    public Tx Pay(PublicAddress recipient, ulong fee, params ReadOnlySpan<Amount> payments)
    {
        List<FundedOutput> outputs = [];
        foreach (Amount payment in payments) outputs.Add(new FundedOutput(recipient, payment));
        var feeAmount = new Amount(fee, TokenId.Mob);
        return Build(Choose(outputs, feeAmount), outputs, feeAmount, new NoFogResolver(), null, _ledger.NumBlocks + Lifetime);
    }

    /// <summary>Takes outputs of one account that are enough for a payment out of the wallet, and decoys for each.</summary>
    /// <exception cref="FunderException">No account holds so much in so few outputs; or the ledger is too small to hide them.</exception>
    public ChosenInputs Choose(IReadOnlyList<FundedOutput> outputs, Amount fee)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        SortedDictionary<ulong, UInt128> needed = Needed(outputs, fee);
        for (int i = 0; i < _accounts.Length; i++)
        {
            int owner = (_nextOwner + i) % _accounts.Length;
            if (TryTake(owner, needed, fee.TokenId) is not { } inputs) continue;
            _nextOwner = (owner + 1) % _accounts.Length;
            try
            {
                return Hide(inputs);
            }
            catch (FunderException)
            {
                GiveBack(inputs);
                throw;
            }
        }
        throw new FunderException(FunderError.NotEnough, string.Join("; ", needed.Select(n =>
            $"token {n.Key}: {n.Value} are needed with the fee, the accounts hold {Total(n.Key)} in {Count(n.Key)} outputs, and a payment spends {TransactionLimits.MaxInputs} outputs of one account at most")));
    }

    /// <summary>Chooses decoys for outputs of one account. For any number of threads.</summary>
    /// <param name="inputs">One or more.</param>
    /// <param name="ringSize">Members of each ring.</param>
    /// <exception cref="FunderException">The ledger is too small to hide them.</exception>
    public ChosenInputs Hide(IReadOnlyList<Spendable> inputs, int ringSize = TransactionLimits.RingSize)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (_ledger.NumTxos < (ulong)inputs.Count * (ulong)ringSize)
        {
            throw new FunderException(FunderError.LedgerTooSmall, $"the ledger's {_ledger.NumTxos} outputs are too few to hide {inputs.Count} among: rings take {ringSize} each");
        }
        lock (_choice) return new ChosenInputs(inputs[0].Owner, inputs, Rings(inputs, ringSize));
    }

    /// <summary>Puts outputs back into the wallet, so that they are the next to be taken.</summary>
    public void GiveBack(ChosenInputs chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        GiveBack(chosen.Inputs);
        _nextOwner = chosen.Owner;
    }

    /// <summary>Builds a payment. For any number of threads.</summary>
    /// <param name="chosen">What is spent.</param>
    /// <param name="outputs">What is paid; what is left over goes back to the account's change address.</param>
    /// <param name="fee">The fee.</param>
    /// <param name="fog">Knows the ingress keys of all recipients' fogs, and of the account's if it has one.</param>
    /// <param name="fees">The fees that the payment states to go by; null: it states none.</param>
    /// <param name="tombstone">The first block that may not hold the payment.</param>
    /// <param name="version">The rules; null: the wallet's.</param>
    /// <exception cref="TxBuilderException">It cannot be built: most often, a fog is not known.</exception>
    public Tx Build(ChosenInputs chosen, IReadOnlyList<FundedOutput> outputs, Amount fee, IFogResolver fog, FeeMap? fees, ulong tombstone, BlockVersion? version = null)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(outputs);
        AccountKey owner = _accounts[chosen.Owner];
        using var builder = new TransactionBuilder(version ?? _version, fee, fog, new EmptyMemoBuilder()) { FeeMap = fees };
        for (int i = 0; i < chosen.Inputs.Count; i++) builder.AddInput(Credentials(chosen.Inputs[i], chosen.Rings[i], owner));
        builder.SetTombstoneBlock(tombstone);
        foreach (FundedOutput output in outputs) builder.AddOutput(output.Amount, output.To, _random);
        var reserved = new ReservedSubaddresses(owner);
        foreach ((ulong token, UInt128 spent) in Needed(outputs, fee))
        {
            UInt128 held = 0;
            foreach (Spendable input in chosen.Inputs.Where(input => input.Amount.TokenId == token)) held += input.Amount.Value;
            if (held != spent) builder.AddChangeOutput(new Amount(checked((ulong)(held - spent)), token), reserved, _random);
        }
        return builder.Build(new LocalRingSigner(owner), _random);
    }

    private void GiveBack(IReadOnlyList<Spendable> inputs)
    {
        foreach (Spendable input in inputs.Reverse()) Owned(input.Owner, input.Amount.TokenId).AddFirst(input);
    }

    private static SortedDictionary<ulong, UInt128> Needed(IReadOnlyList<FundedOutput> outputs, Amount fee)
    {
        var needed = new SortedDictionary<ulong, UInt128> { [fee.TokenId] = fee.Value };
        foreach (FundedOutput output in outputs) needed[output.Amount.TokenId] = needed.GetValueOrDefault(output.Amount.TokenId) + output.Amount.Value;
        return needed;
    }

    // Enough of each token, all of one account; null: it does not have them, and keeps what it has.
    private List<Spendable>? TryTake(int owner, SortedDictionary<ulong, UInt128> needed, ulong feeToken)
    {
        List<Spendable> taken = [];
        foreach ((ulong token, UInt128 amount) in needed)
        {
            LinkedList<Spendable> list = Owned(owner, token);
            UInt128 held = 0;
            int least = token == feeToken ? FeeInputs : 1;
            for (int count = 0; held < amount || count < least;)
            {
                if (list.First is null || taken.Count == TransactionLimits.MaxInputs)
                {
                    GiveBack(taken);
                    return null;
                }
                Spendable next = list.First.Value;
                list.RemoveFirst();
                // Somebody else may hold the same keys.
                if (_ledger.ContainsKeyImage(next.KeyImage)) continue;
                taken.Add(next);
                held += next.Amount.Value;
                count++;
            }
        }
        return taken;
    }

    private List<ulong[]> Rings(IReadOnlyList<Spendable> inputs, int ringSize)
    {
        long count = (long)_ledger.NumTxos;
        HashSet<ulong> used = [.. inputs.Select(input => input.Index)];
        List<ulong[]> rings = [];
        foreach (Spendable input in inputs)
        {
            ulong[] indices = new ulong[ringSize];
            indices[0] = input.Index;
            for (int i = 1; i < indices.Length;)
            {
                ulong decoy = (ulong)_choice.NextInt64(count);
                if (used.Add(decoy)) indices[i++] = decoy;
            }
            rings.Add(indices);
        }
        return rings;
    }

    private InputCredentials Credentials(Spendable input, ulong[] ring, AccountKey owner) =>
        new([.. ring.Select(_ledger.GetTxOutByIndex)], _ledger.GetTxOutProofOfMemberships(ring), 0, input.Subaddress, owner.ViewPrivateKey);
}
