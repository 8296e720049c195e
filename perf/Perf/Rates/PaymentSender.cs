// Wallets of a load: each has a connection and an attested session of its own, and one call at a time in it.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using MobileCoin.Connections;
using MobileCoin.Network;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Perf;

/// <summary>Sends payments to a validator over many sessions.</summary>
internal sealed class PaymentSender : IDisposable
{
    private readonly List<ConsensusConnection> _connections = [];

    /// <summary>Opens sessions.</summary>
    internal static async Task<PaymentSender> OpenAsync(ValidatorNetwork network, int sessions)
    {
        var sender = new PaymentSender();
        for (int i = 0; i < sessions; i++)
        {
            ConsensusConnection node = await network.ConnectAsync().ConfigureAwait(false);
            sender._connections.Add(node);
            await node.GetLastBlockInfoAsync().ConfigureAwait(false);
        }
        return sender;
    }

    internal int Sessions => _connections.Count;

    /// <summary>
    /// Sends payments when they are due, whatever became of those before: first come, first served by the sessions. A payment that waits for a
    /// session waits for the validator, so its time runs from when it was due.
    /// </summary>
    /// <returns>The timestamps at which they were due.</returns>
    internal async Task<long[]> AtRateAsync(IReadOnlyList<PreparedPayment> payments, double perSecond)
    {
        Channel<int> due = Channel.CreateUnbounded<int>();
        long[] times = new long[payments.Count];
        Task sending = Task.WhenAll(_connections.Select(node => Task.Run(async () =>
        {
            await foreach (int i in due.Reader.ReadAllAsync().ConfigureAwait(false)) await SendAsync(node, payments[i]).ConfigureAwait(false);
        })));
        // A timer of a thread: the pool's would be late by what the pool has to do.
        await Task.Factory.StartNew(
            () =>
            {
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < times.Length; i++)
                {
                    times[i] = start + (long)(i / perSecond * Stopwatch.Frequency);
                    TimeSpan left = TimeSpan.FromSeconds((double)(times[i] - Stopwatch.GetTimestamp()) / Stopwatch.Frequency);
                    if (left > TimeSpan.Zero) Thread.Sleep(left);
                    due.Writer.TryWrite(i);
                }
                due.Writer.Complete();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        return times;
    }

    /// <summary>Sends payments as fast as they are answered, one on its way in each session.</summary>
    /// <returns>The timestamps at which they were sent.</returns>
    internal async Task<long[]> AsFastAsPossibleAsync(IReadOnlyList<PreparedPayment> payments)
    {
        long[] times = new long[payments.Count];
        var left = new ConcurrentQueue<int>(Enumerable.Range(0, payments.Count));
        await Task.WhenAll(_connections.Select(node => Task.Run(async () =>
        {
            while (left.TryDequeue(out int i))
            {
                times[i] = Stopwatch.GetTimestamp();
                await SendAsync(node, payments[i]).ConfigureAwait(false);
            }
        }))).ConfigureAwait(false);
        return times;
    }

    public void Dispose()
    {
        foreach (ConsensusConnection node in _connections) node.Dispose();
    }

    private static async Task SendAsync(ConsensusConnection node, PreparedPayment payment)
    {
        ProposeTxResponse answer = await node.ProposeTxAsync(WireMessage.Decode<Tx>(payment.Bytes)).ConfigureAwait(false);
        if (answer.Result != ProposeTxResult.Ok) throw new InvalidOperationException($"the validator refuses a payment: {answer.Result} {answer.ErrMsg}");
    }
}
