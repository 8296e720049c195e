// What a transaction is made of, before the ledger was asked for rings and fogs for keys.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>Inputs, fee, deadline, memos and outputs of a transaction.</summary>
internal sealed record DraftPlan
{
    internal required IReadOnlyList<InputSource> Inputs { get; init; }

    internal required Amount Fee { get; init; }

    internal required Func<SenderMemoCredential?, IMemoBuilder> Memos { get; init; }

    /// <summary>Whom outputs are to besides the account itself: their fogs are asked.</summary>
    internal IReadOnlyList<PublicAddress> Recipients { get; init; } = [];

    internal ulong TombstoneBlocks { get; init; } = Payment.DefaultTombstoneBlocks;

    /// <summary>Places that rings may not hold, for a counterparty's ring holds them.</summary>
    internal IReadOnlyList<ulong> Excluded { get; init; } = [];

    /// <summary>Adds a counterparty's inputs, and the outputs: what is paid first, the change last.</summary>
    internal required Action<OutputList> AddOutputs { get; init; }
}

/// <summary>Adds outputs to a transaction, and keeps what their sender knows of them.</summary>
internal sealed class OutputList(TransactionBuilder builder, ReservedSubaddresses own, RandomFill random)
{
    private readonly List<PaymentOutput> _outputs = [];

    internal TransactionBuilder Builder => builder;

    internal IReadOnlyList<PaymentOutput> Outputs => _outputs;

    internal TxOutContext Pay(Amount amount, PublicAddress recipient) => Keep(builder.AddOutput(amount, recipient, random), amount, recipient, isChange: false);

    internal TxOutContext Return(Amount amount) => Keep(builder.AddChangeOutput(amount, own, random), amount, own.ChangeSubaddress, isChange: true);

    internal TxOutContext FundGiftCode(Amount amount) => Keep(builder.AddGiftCodeOutput(amount, own, random), amount, own.GiftCodeSubaddress, isChange: false);

    private TxOutContext Keep(TxOutContext output, Amount amount, PublicAddress recipient, bool isChange)
    {
        _outputs.Add(new PaymentOutput(output.TxOut.PublicKey, amount, recipient, isChange, output.Confirmation));
        return output;
    }
}
