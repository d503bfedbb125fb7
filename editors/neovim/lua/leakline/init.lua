-- leakline for Neovim 0.7 and later; :help leakline
--
-- Works without a call of setup(). Before it is loaded, vim.g.leakline may say otherwise:
--   vim.g.leakline = { command = { 'leakline', 'serve' }, settings = { minimumGrowth = 5 } }

local server = require('leakline.server')
local suspects = require('leakline.suspects')

local M = {}

local comparison -- id of the request that is under way

local function growing(answer)
  local count = 0
  for _, suspect in ipairs(answer.suspects) do
    if suspect.growing then count = count + 1 end
  end
  return count
end

--- The last three snapshots below a folder, oldest first.
local function snapshots_below(folder)
  local found = vim.fn.globpath(folder, '**/*.heapsnapshot', true, true)
  vim.list_extend(found, vim.fn.globpath(folder, '**/*.heapsnapshot.gz', true, true))
  found = vim.tbl_filter(function(path) return not path:find('/node_modules/', 1, true) end, found)
  table.sort(found, function(a, b)
    local first, second = vim.fn.getftime(a), vim.fn.getftime(b)
    if first == second then return a < b end
    return first < second
  end)
  return { unpack(found, math.max(1, #found - 2)) }
end

--- Compare heap snapshots, oldest first; without paths those of the setting, else the last three of the project.
function M.compare(paths)
  if #paths == 0 and not server.settings().snapshots then
    local folder = server.root_of(0)
    paths = snapshots_below(folder)
    if #paths < 2 then
      vim.notify('leakline: no two heap snapshots below ' .. folder, vim.log.levels.WARN)
      return
    end
    local shown = vim.tbl_map(function(path) return vim.fn.fnamemodify(path, ':~:.') end, paths)
    vim.notify('leakline: comparing ' .. table.concat(shown, ', '))
  end
  local uris = vim.tbl_map(function(path) return vim.uri_from_fname(vim.fn.fnamemodify(path, ':p')) end, paths)
  comparison = server.execute('leakline.compareSnapshots', uris, function(answer)
    comparison = nil
    server.refresh_lenses()
    local count = growing(answer)
    vim.notify(('leakline: %d growing'):format(count) .. (count > 0 and '; :LeaklineSuspects lists them' or ''))
  end)
end

--- Stop a comparison that is under way.
function M.cancel()
  if not comparison or not server.cancel(comparison) then return end
  comparison = nil -- Neovim drops the answer to a request that it has cancelled
  vim.notify('leakline: cancelled')
end

--- Forget the snapshots and what they told.
function M.clear() server.execute('leakline.clearSnapshots', {}, server.refresh_lenses) end

--- Show a suspect in a floating window.
function M.explain(fingerprint)
  server.execute('leakline.explain', { fingerprint }, function(markdown)
    if type(markdown) ~= 'string' then
      vim.notify('leakline: the comparison no longer has this suspect', vim.log.levels.WARN)
      return
    end
    local style = { border = 'rounded', focus_id = 'leakline' }
    vim.lsp.util.open_floating_preview(vim.split(markdown, '\n'), 'markdown', style)
  end)
end

--- Explain what grew on the line of the cursor.
function M.explain_here()
  local fingerprint = suspects.fingerprint_at(vim.api.nvim_win_get_cursor(0)[1] - 1)
  if fingerprint then
    M.explain(fingerprint)
  else
    vim.notify('leakline: nothing grows on this line', vim.log.levels.INFO)
  end
end

--- Go to the line of the next suspect, and say what it is; after the last comes the first.
function M.next_suspect()
  server.execute('leakline.nextSuspect', {}, function(answer)
    if type(answer) ~= 'table' then
      vim.notify('leakline: no suspect has a line; compare heap snapshots first', vim.log.levels.INFO)
      return
    end
    vim.cmd("normal! m'")
    local bufnr = vim.uri_to_bufnr(answer.uri)
    vim.api.nvim_win_set_buf(0, bufnr)
    vim.api.nvim_buf_set_option(bufnr, 'buflisted', true)
    vim.api.nvim_win_set_cursor(0, { answer.range.start.line + 1, 0 })
    vim.cmd('normal! ^')
    vim.notify('leakline: ' .. answer.title, vim.log.levels.INFO)
  end)
end

--- All suspects in the quickfix list: each with one entry for every step of its trace that has a line.
function M.suspects()
  server.execute('leakline.suspects', {}, function(answer)
    if #answer.suspects == 0 then
      local why = comparison and 'the comparison is under way' or 'no suspects; compare heap snapshots first'
      vim.notify('leakline: ' .. why, vim.log.levels.INFO)
      return
    end
    vim.fn.setqflist({}, ' ', { title = 'leakline', items = suspects.quickfix_items(answer) })
    vim.cmd('copen')
  end)
end

return M
