// The output of Valgrind's tool lackey: a line for each instruction ("I  address,size") and for each access to memory (" L", " S" or " M").
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MobileCoin.MachineTrace.Test;

/// <summary>Reads the trace of a running probe, line by line.</summary>
internal sealed class LackeyTrace : IDisposable
{
    /// <summary>Where the probe stores its marks: its Marks.cs says the same.</summary>
    private const ulong Marks = 0x8_0000_0000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly Process _process;
    private readonly Timer _watchdog;
    private readonly Stream _stream;
    private readonly Task<string> _output;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _empty;

    public LackeyTrace(NativeProbe probe, string level, int variant, IEnumerable<string> exercises)
    {
        _process = probe.Start(level, variant, "run", exercises, "valgrind", "--tool=lackey", "--trace-mem=yes");
        _process.StandardInput.Close();
        _watchdog = new Timer(_ => _process.Kill(), null, Limit, Timeout.InfiniteTimeSpan);
        _stream = _process.StandardError.BaseStream;
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The last line of an instruction.</summary>
    public string Instruction { get; private set; } = "";

    /// <summary>Reads up to the mark before an exercise.</summary>
    public void SkipToBegin(int exercise) => SkipTo(Begin(exercise));

    public void SkipToEnd(int exercise) => SkipTo(End(exercise));

    public static bool IsEnd(ReadOnlySpan<byte> line, int exercise) => line.SequenceEqual(End(exercise));

    /// <summary>Reads to the end and gives the address of the image.</summary>
    public ulong Finish()
    {
        while (TryRead(out _))
        {
        }
        _process.WaitForExit();
        string output = _output.GetAwaiter().GetResult();
        if (_process.ExitCode != 0) throw new InvalidOperationException($"the probe ended with {_process.ExitCode}: {output}");
        return ulong.Parse(output.AsSpan().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>The next line without its end.</summary>
    public ReadOnlySpan<byte> Read() => TryRead(out ReadOnlySpan<byte> line)
        ? line
        : throw new InvalidOperationException($"the trace ended early: {Encoding.ASCII.GetString(_buffer, 0, Math.Min(_end, 2000))}");

    public void Dispose()
    {
        _watchdog.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    /// <summary>The address in a line.</summary>
    public static ulong Address(ReadOnlySpan<byte> line)
    {
        string text = Encoding.ASCII.GetString(line[3..]);
        return ulong.TryParse(text.AsSpan(0, Math.Max(0, text.IndexOf(',', StringComparison.Ordinal))), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong a) ? a : 0;
    }

    private static byte[] Begin(int exercise) => Encoding.ASCII.GetBytes($" S {Marks + (ulong)(16 * exercise):x},8");

    private static byte[] End(int exercise) => Encoding.ASCII.GetBytes($" S {Marks + (ulong)(16 * exercise) + 8:x},8");

    private void SkipTo(ReadOnlySpan<byte> mark)
    {
        while (!Read().SequenceEqual(mark))
        {
        }
    }

    private bool TryRead(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            // Valgrind writes line by line. A reader that waits in the pipe is woken for each, which takes more time than all else.
            if (_empty) Thread.Sleep(1);
            int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _empty = read < _buffer.Length / 4;
            if (read == 0)
            {
                line = default;
                return false;
            }
            _end += read;
        }
        line = _buffer.AsSpan(_start, length);
        _start += length + 1;
        return true;
    }
}
