// From a plan to a signed transaction (fact sheets fog §7.7 "Sending", ledger §4.1).
using MobileCoin.Accounts;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>The ring of each input that one was drawn for.</summary>
    private readonly Dictionary<ulong, ulong[]> _rings = [];

    /// <summary>Builds and signs. The caller has entered.</summary>
    private async Task<PaymentDraft> BuildAsync(DraftPlan plan, CancellationToken cancellationToken)
    {
        AccountKey key = Account.Key;
        using Ingredients ingredients = await GatherAsync(plan, cancellationToken).ConfigureAwait(false);
        using var sender = new SenderMemoCredential(key);
        return PaymentErrors.Building(Options.TimeProvider, () =>
        {
            using TransactionBuilder builder = Assemble(plan, ingredients, sender, new ReservedSubaddresses(key), out OutputList outputs);
            return new PaymentDraft(builder.Build(new LocalRingSigner(key), Options.Random), outputs.Outputs, [.. plan.Inputs.OfType<OwnInput>().Select(i => i.GlobalIndex)]);
        });
    }

    private TransactionBuilder Assemble(DraftPlan plan, Ingredients ingredients, SenderMemoCredential? sender, ReservedSubaddresses own, out OutputList outputs)
    {
        var builder = new TransactionBuilder(ingredients.Version, plan.Fee, ingredients.Resolver, plan.Memos(sender)) { FeeMap = ingredients.Fees };
        try
        {
            foreach (InputCredentials input in ingredients.TakeInputs()) builder.AddInput(input);
            builder.SetTombstoneBlock(ingredients.Tip.BlockCount + plan.TombstoneBlocks);
            outputs = new OutputList(builder, own, Options.Random);
            plan.AddOutputs(outputs);
            CheckDeadline(builder.TombstoneBlock, ingredients.Tip);
            return builder;
        }
        catch
        {
            builder.Dispose();
            throw;
        }
    }

    private static void CheckDeadline(ulong tombstoneBlock, LedgerTip tip)
    {
        if (tombstoneBlock > tip.BlockCount) return;
        throw new MobileCoinException(
            ClientError.FogReportExpired, $"the key of a recipient's fog, or one's own, is good up to block {tombstoneBlock}, and the ledger has {tip.BlockCount} blocks");
    }

    /// <summary>Rings with proofs, ingress keys, fees and version: all that is asked for, as far as possible side by side.</summary>
    private async Task<Ingredients> GatherAsync(DraftPlan plan, CancellationToken cancellationToken)
    {
        Task<IFogResolver> reports = FogReports.FetchAsync(Transport, [Account.Address, .. plan.Recipients], Options.Trust, Options.TimeProvider, cancellationToken);
        try
        {
            NetworkStatus terms = await TermsAsync(cancellationToken).ConfigureAwait(false);
            LedgerTip tip = await LedgerTip.GetAsync(Transport, cancellationToken).ConfigureAwait(false);
            ulong[][] rings = DrawRings([.. plan.Inputs.Select(i => i.GlobalIndex)], plan.Excluded, tip.TxOutCount);
            ProvenOutputs outputs = await ProvenOutputs.FetchAsync(Transport, rings.SelectMany(r => r), cancellationToken).ConfigureAwait(false);
            return new Ingredients(VersionOf(terms, tip), terms.MinimumFees, tip, await reports.ConfigureAwait(false), Credentials(plan.Inputs, rings, outputs));
        }
        catch
        {
            // Whatever the other calls say now, nobody waits for it.
            _ = reports.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>
    /// The rings of a transaction. Who carries out the question for them sees it: what the questions of several attempts had in common would
    /// be what is spent, so that an input has the same ring each time.
    /// </summary>
    private ulong[][] DrawRings(IReadOnlyList<ulong> inputs, IReadOnlyList<ulong> excluded, ulong txOutCount)
    {
        lock (_rings)
        {
            ulong[][] rings = DecoySampler.Sample(inputs, excluded, txOutCount, Options.Random, _rings);
            foreach (ulong[] ring in rings) _rings.TryAdd(ring[0], ring);
            return rings;
        }
    }

    private static BlockVersion VersionOf(NetworkStatus terms, LedgerTip tip)
    {
        uint number = Math.Max(terms.BlockVersion, tip.BlockVersion);
        return BlockVersion.TryFromUInt32(number, out BlockVersion version)
            ? version
            : throw new MobileCoinException(ClientError.UpdateRequired, $"the network's blocks have version {number}, and this software makes transactions for versions up to {BlockVersion.MaxValue}");
    }

    private List<InputCredentials> Credentials(IReadOnlyList<InputSource> inputs, ulong[][] rings, ProvenOutputs outputs)
    {
        List<InputCredentials> credentials = [];
        try
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                credentials.Add(PaymentErrors.Building(Options.TimeProvider, () => inputs[i].Credentials(
                    [.. rings[i].Select(index => outputs[index].Output)], [.. rings[i].Select(index => outputs[index].Proof)])));
            }
            return credentials;
        }
        catch
        {
            foreach (InputCredentials input in credentials) input.Dispose();
            throw;
        }
    }

    /// <summary>What was asked for. Holds secrets until a builder takes them.</summary>
    private sealed class Ingredients(BlockVersion version, FeeMap fees, LedgerTip tip, IFogResolver resolver, List<InputCredentials> inputs) : IDisposable
    {
        private List<InputCredentials> _inputs = inputs;

        internal BlockVersion Version => version;

        internal FeeMap Fees => fees;

        internal LedgerTip Tip => tip;

        internal IFogResolver Resolver => resolver;

        internal List<InputCredentials> TakeInputs()
        {
            List<InputCredentials> taken = _inputs;
            _inputs = [];
            return taken;
        }

        public void Dispose()
        {
            foreach (InputCredentials input in _inputs) input.Dispose();
        }
    }
}
