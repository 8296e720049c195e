// Names of functions from the symbol table of an ELF file (System V ABI, chapter 4), as far as a report needs them.
using System.Buffers.Binary;
using System.Text;

namespace MobileCoin.MachineTrace.Test;

/// <summary>The functions of a program by their offset from its image.</summary>
internal sealed class Symbols
{
    private const int SymbolTable = 2;
    private const int Function = 2;

    private readonly SortedList<ulong, string> _functions;

    private Symbols(SortedList<ulong, string> functions) => _functions = functions;

    public static Symbols Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        ulong Word(ulong at, int bytes) => bytes switch
        {
            2 => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((int)at)),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)at)),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan((int)at)),
        };
        var functions = new SortedList<ulong, string>();
        ulong sections = Word(0x28, 8), sectionSize = Word(0x3a, 2), count = Word(0x3c, 2);
        for (ulong i = 0; i < count; i++)
        {
            ulong section = sections + (i * sectionSize);
            if (Word(section + 4, 4) != SymbolTable) continue;
            ulong start = Word(section + 0x18, 8), length = Word(section + 0x20, 8), entry = Word(section + 0x38, 8);
            ulong names = Word(sections + (Word(section + 0x28, 4) * sectionSize) + 0x18, 8);
            for (ulong symbol = start; symbol < start + length; symbol += entry)
            {
                ulong address = Word(symbol + 8, 8);
                if ((file[symbol + 4] & 15) != Function || address == 0) continue;
                int name = (int)(names + Word(symbol, 4));
                functions[address] = Encoding.ASCII.GetString(file, name, Array.IndexOf(file, (byte)0, name) - name);
            }
        }
        return new Symbols(functions);
    }

    /// <summary>function+0xOffset of an offset from the image; the offset alone if it is in no function.</summary>
    public string Of(ulong offset)
    {
        int low = 0, high = _functions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_functions.GetKeyAtIndex(middle) <= offset) low = middle + 1;
            else high = middle;
        }
        return low == 0 || offset > _functions.GetKeyAtIndex(_functions.Count - 1) + 0x10000
            ? $"0x{offset:x}"
            : $"{_functions.GetValueAtIndex(low - 1)}+0x{offset - _functions.GetKeyAtIndex(low - 1):x}";
    }
}
