// When payments can be read in blocks: a reader of the validator's ledger in another process looks for blocks again and again.
using System.Diagnostics;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>Follows a ledger on a thread of its own. A payment counts as soon as its key image is read out of the ledger.</summary>
internal sealed class BlockWatch : IDisposable
{
    private readonly Ledger _ledger;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly Dictionary<KeyImage, long> _seen = [];
    private readonly List<long> _looks = [];
    private volatile bool _stop;
    private Exception? _failure;
    private ulong _next;

    internal BlockWatch(string ledgerFolder)
    {
        _ledger = Ledger.Open(ledgerFolder, new LedgerOptions { ReadOnly = true });
        _next = _ledger.NumBlocks;
        _thread = new Thread(Follow) { IsBackground = true, Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>Blocks that there are.</summary>
    internal ulong NumBlocks => _ledger.NumBlocks;

    /// <summary>The timestamp at which a payment was found; null if it was not yet.</summary>
    internal long? Find(KeyImage keyImage)
    {
        lock (_gate) return _seen.TryGetValue(keyImage, out long at) ? at : null;
    }

    /// <summary>How many of some payments were found.</summary>
    internal int Count(IEnumerable<PreparedPayment> payments)
    {
        lock (_gate) return payments.Count(p => _seen.ContainsKey(p.KeyImage));
    }

    /// <summary>Waits until all payments are found.</summary>
    internal async Task AllAsync(IReadOnlyCollection<PreparedPayment> payments, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (Count(payments) < payments.Count)
        {
            if (_failure is { } failure) throw new InvalidOperationException("the ledger cannot be read", failure);
            if (Stopwatch.GetElapsedTime(start) > limit) throw new InvalidOperationException($"{payments.Count - Count(payments)} of {payments.Count} payments got into no block");
            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    /// <summary>How far apart two looks at the ledger were since the last call, in milliseconds: half of them at most, and 99 of 100 at most.</summary>
    internal (double Median, double NinetyNinth) TakeResolution()
    {
        lock (_gate)
        {
            double[] gaps = [.. _looks.Zip(_looks.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b).TotalMilliseconds).Order()];
            _looks.Clear();
            return gaps.Length == 0 ? (0, 0) : (gaps[gaps.Length / 2], gaps[(int)(gaps.Length * 0.99)]);
        }
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _ledger.Dispose();
    }

    private void Follow()
    {
        try
        {
            while (!_stop)
            {
                ulong blocks = _ledger.NumBlocks;
                long now = Stopwatch.GetTimestamp();
                lock (_gate)
                {
                    _looks.Add(now);
                    for (; _next < blocks; _next++)
                    {
                        foreach (KeyImage image in _ledger.GetKeyImagesByBlock(_next)) _seen[image] = now;
                    }
                }
                Thread.Sleep(1);
            }
        }
        catch (LedgerException e)
        {
            _failure = e;
        }
    }
}
