// Making transactions and getting validators to take them (fact sheet fog §7.5).
using Microsoft.Extensions.Logging;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Funder;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.App.Fog.Distribution;

/// <summary>Sends transactions that pay all that they spend, less the fee. For any number of threads.</summary>
internal sealed class DistributionSender(LedgerWallet wallet, IDistributionNetwork network, int ringSize, ulong lifetime, TimeProvider time, ILogger logger)
{
    private const int SubmitTries = 30, ReportTries = 15;

    private static readonly TimeSpan SubmitPause = TimeSpan.FromSeconds(1), FirstReportPause = TimeSpan.FromMilliseconds(100);

    private Amount _fee;
    private BlockVersion _version = BlockVersion.Max;
    private ulong _blocks;
    private int _peer;
    private int _sent;
    private int _failed;

    /// <summary>Transactions that validators took.</summary>
    internal int Sent => Volatile.Read(ref _sent);

    /// <summary>Transactions that none did.</summary>
    internal int Failed => Volatile.Read(ref _failed);

    /// <summary>Asks all validators for their rules: the highest fee and the highest version hold.</summary>
    /// <exception cref="HostingException">A validator does not answer, or states what cannot be.</exception>
    internal async Task PrepareAsync(CancellationToken stop)
    {
        ulong fee = 0;
        uint version = 0;
        for (int peer = 0; peer < network.Peers; peer++)
        {
            try
            {
                LastBlockInfoResponse info = await network.GetLastBlockInfoAsync(peer, stop).ConfigureAwait(false);
                fee = Math.Max(fee, info.MinimumFees.TryGetValue(TokenId.Mob, out ulong mob) ? mob : 0);
                version = Math.Max(version, info.NetworkBlockVersion);
                _blocks = Math.Max(_blocks, info.Index + 1);
            }
            catch (ConnectionException e)
            {
                throw new HostingException(e.Message, e);
            }
        }
        _fee = new Amount(fee > 0 ? fee : FeeMap.DefaultMobFee, TokenId.Mob);
        try
        {
            _version = BlockVersion.FromUInt32(version);
        }
        catch (UnsupportedBlockVersionException e)
        {
            throw new HostingException($"the validators' block version: {e.Message}", e);
        }
        DistributionLog.Prepared(logger, _fee.Value, version, _blocks);
    }

    /// <summary>Sends a transaction; what goes wrong is logged and counted.</summary>
    internal async Task TrySendAsync(Spendable[] inputs, PublicAddress destination, CancellationToken stop)
    {
        try
        {
            await SendAsync(inputs, destination, stop).ConfigureAwait(false);
        }
        catch (HostingException e)
        {
            Interlocked.Increment(ref _failed);
            DistributionLog.Failed(logger, e.Message);
        }
    }

    /// <summary>Sends a transaction until a validator takes it. Past its tombstone it is made anew, of the same outputs, with a fresh report.</summary>
    /// <exception cref="HostingException">No validator takes it.</exception>
    internal async Task SendAsync(Spendable[] inputs, PublicAddress destination, CancellationToken stop)
    {
        while (true)
        {
            Tx tx = await BuildAsync(inputs, destination, stop).ConfigureAwait(false);
            if (await SubmitAsync(tx, stop).ConfigureAwait(false)) break;
            DistributionLog.Rebuilt(logger, tx.Prefix.TombstoneBlock);
        }
        Interlocked.Increment(ref _sent);
    }

    private async Task<Tx> BuildAsync(Spendable[] inputs, PublicAddress destination, CancellationToken stop)
    {
        IFogResolver fog = await FogAsync(destination, stop).ConfigureAwait(false);
        UInt128 held = 0;
        foreach (Spendable input in inputs) held += input.Amount.Value;
        if (held <= _fee.Value || held - _fee.Value > ulong.MaxValue) throw new HostingException($"{inputs.Length} outputs hold {held}, which does not pay the fee of {_fee.Value}, or is more than one output can hold");
        try
        {
            FundedOutput[] outputs = [new(destination, new Amount((ulong)(held - _fee.Value), TokenId.Mob))];
            return wallet.Build(wallet.Hide(inputs, ringSize), outputs, _fee, fog, null, Volatile.Read(ref _blocks) + lifetime, _version);
        }
        catch (Exception e) when (e is FunderException or TxBuilderException or AmountException or LedgerDb.LedgerException)
        {
            throw new HostingException($"a transaction cannot be built: {e.Message}", e);
        }
    }

    // Pauses are those of Fibonacci: 100, 100, 200, 300, 500 ms and so on.
    private async Task<IFogResolver> FogAsync(PublicAddress destination, CancellationToken stop)
    {
        TimeSpan pause = FirstReportPause, next = FirstReportPause;
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await network.GetFogAsync(destination, stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ConnectionException or FogReportException or FogResolutionException)
            {
                if (tries == ReportTries) throw new HostingException($"the fog of {destination.FogReportUrl}: {e.Message}", e);
                DistributionLog.NoReport(logger, destination.FogReportUrl, e.Message);
            }
            await Task.Delay(pause, time, stop).ConfigureAwait(false);
            (pause, next) = (next, pause + next);
        }
    }

    /// <returns>Whether a validator took it, now or before; no: its tombstone has passed.</returns>
    private async Task<bool> SubmitAsync(Tx tx, CancellationToken stop)
    {
        string last = "";
        for (int tries = 0; tries < SubmitTries; tries++)
        {
            if (tries > 0) await Task.Delay(SubmitPause, time, stop).ConfigureAwait(false);
            int peer = (int)((uint)Interlocked.Increment(ref _peer) % (uint)network.Peers);
            try
            {
                ProposeTxResponse answer = await network.ProposeAsync(peer, tx, stop).ConfigureAwait(false);
                Raise(answer.BlockCount);
                switch (answer.Result)
                {
                    case ProposeTxResult.Ok:
                    case ProposeTxResult.ContainsSpentKeyImage:
                        return true;
                    case ProposeTxResult.TombstoneBlockExceeded:
                        return false;
                    default:
                        last = $"{answer.Result} {answer.ErrMsg}".TrimEnd();
                        break;
                }
            }
            catch (ConnectionException e)
            {
                last = e.Message;
            }
            DistributionLog.NotTaken(logger, peer, last);
        }
        throw new HostingException($"no validator took a transaction in {SubmitTries} tries: {last}");
    }

    private void Raise(ulong blocks)
    {
        ulong seen = Volatile.Read(ref _blocks);
        while (blocks > seen && Interlocked.CompareExchange(ref _blocks, blocks, seen) != seen) seen = Volatile.Read(ref _blocks);
    }
}
